#include "data/safetensors/reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstring>
#include <filesystem>
#include <fstream>

#include "tests/data/safetensors/bytes.h"

namespace synfire {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

// What opening such a file says, "OK" where it opens.
std::string Error(const std::string& bytes) {
  const auto file = SafetensorsFile::Parse(SpanOf(bytes), "m.st");
  return file.ok() ? "OK" : std::string(file.status().message());
}
std::string ErrorOf(absl::string_view header, absl::string_view data = "") {
  return Error(FileOf(header, data));
}

TEST(SafetensorsFile, ReadsTheExampleOfTheHeader) {
  std::string bytes("\x38\0\0\0\0\0\0\0", 8);
  bytes += R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}  )";
  bytes += std::string("\0\0\x80\x3f\0\0\0\xc0", 8);
  ASSERT_EQ(bytes.size(), 72u);
  const auto file = SafetensorsFile::Parse(SpanOf(bytes), "m.st");
  ASSERT_TRUE(file.ok()) << file.status();
  ASSERT_EQ(file->tensors().size(), 1u);
  const TensorView& a = file->tensors()[0];
  EXPECT_EQ(a.name, "a");
  EXPECT_EQ(a.dtype, StoredType::kF32);
  EXPECT_EQ(a.shape, Shape({2}));
  float values[2];
  ASSERT_EQ(a.data.size(), sizeof(values));
  std::memcpy(values, a.data.data(), sizeof(values));
  EXPECT_EQ(values[0], 1.0f);
  EXPECT_EQ(values[1], -2.0f);
}

TEST(SafetensorsFile, ViewsPointIntoTheFile) {
  const std::string bytes =
      FileOf(R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}})", "xy");
  const auto file = SafetensorsFile::Parse(SpanOf(bytes), "m.st");
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(file->Find("a")->data.data(), SpanOf(bytes).data() + 8 + 53);
}

TEST(SafetensorsFile, KeysMayComeInAnyOrder) {
  const std::string bytes =
      FileOf(R"({"b":{"data_offsets":[4,5],"shape":[1],"dtype":"U8"},)"
             R"("__metadata__":{"format":"pt","note":"caf\u00e9"},)"
             R"("a":{"shape":[2,2],"dtype":"I8","data_offsets":[0,4]}})",
             "abcdB");
  const auto file = SafetensorsFile::Parse(SpanOf(bytes), "m.st");
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_EQ(file->tensors()[0].name, "a");
  EXPECT_EQ(file->tensors()[1].name, "b");
  EXPECT_EQ(file->Find("b")->data[0], 'B');
  EXPECT_EQ(file->Find("c"), nullptr);
  EXPECT_EQ(file->metadata().at("format"), "pt");
  EXPECT_EQ(file->metadata().at("note"), "caf\xc3\xa9");
}

TEST(SafetensorsFile, EmptyTensorsScalarsAndNoTensorsAreFine) {
  EXPECT_EQ(ErrorOf("{}"), "OK");
  EXPECT_EQ(ErrorOf("{}      "), "OK");
  EXPECT_EQ(ErrorOf(R"({"__metadata__":{}})"), "OK");
  EXPECT_EQ(ErrorOf(R"({"s":{"dtype":"F64","shape":[],"data_offsets":[0,8]},)"
                    R"("z":{"dtype":"F64","shape":[3,0],"data_offsets":[0,0]},)"
                    R"("y":{"dtype":"U8","shape":[0],"data_offsets":[8,8]}})",
                    "12345678"),
            "OK");
}

TEST(SafetensorsFile, KnowsEveryType) {
  for (const char* type :
       {"BOOL",    "F4",      "F6_E2M3", "F6_E3M2",     "U8",          "I8",
        "F8_E5M2", "F8_E4M3", "F8_E8M0", "F8_E4M3FNUZ", "F8_E5M2FNUZ", "I16",
        "U16",     "F16",     "BF16",    "I32",         "U32",         "F32",
        "C64",     "F64",     "I64",     "U64"}) {
    const auto dtype = StoredTypeFromName(type);
    ASSERT_TRUE(dtype.ok()) << dtype.status();
    EXPECT_EQ(Name(*dtype), type);
    const int bytes = BitsOf(*dtype);  // Eight elements.
    EXPECT_EQ(ErrorOf(absl::StrCat(R"({"a":{"dtype":")", type,
                                   R"(","shape":[8],"data_offsets":[0,)", bytes,
                                   "]}}"),
                      std::string(bytes, 'x')),
              "OK");
  }
}

TEST(SafetensorsFile, RefusesABadLength) {
  EXPECT_EQ(Error("1234567"),
            "m.st: the file has 7 bytes, expected at least 8 for the header's "
            "length");
  EXPECT_EQ(Error(""),
            "m.st: the file has 0 bytes, expected at least 8 for the header's "
            "length");
  EXPECT_EQ(Error(FileOfLength(100'000'001, "{}", "")),
            "m.st: the header's length is 100000001 bytes by the file's first "
            "8 bytes, expected at most 100000000; is this a safetensors file?");
  EXPECT_THAT(Error(FileOfLength(~uint64_t{0}, "{}", "")),
              StartsWith("m.st: the header's length is 18446744073709551615"));
  EXPECT_EQ(Error(FileOfLength(3, "{}", "")),
            "m.st: the header's length is 3 bytes, but only 2 follow: the file "
            "is cut short");
}

TEST(SafetensorsFile, RefusesWhatIsNoJson) {
  EXPECT_EQ(ErrorOf(""), "m.st: the header begins with '', expected '{'");
  EXPECT_EQ(ErrorOf(" {}"), "m.st: the header begins with ' ', expected '{'");
  EXPECT_EQ(ErrorOf("[]"), "m.st: the header begins with '[', expected '{'");
  EXPECT_EQ(ErrorOf("\xEF\xBB\xBF{}"),
            "m.st: the header begins with '\\xef', expected '{'");
  EXPECT_THAT(ErrorOf("{"),
              StartsWith("m.st: the header is no JSON at its character 2: "
                         "syntax error while parsing object key"));
  EXPECT_THAT(ErrorOf("{}x"),
              StartsWith("m.st: the header is no JSON at its character 3: "));
  EXPECT_THAT(ErrorOf("{}{}"), HasSubstr("no JSON at its character 3"));
  EXPECT_THAT(ErrorOf("{/**/}"), HasSubstr("no JSON at its character 2"));
  EXPECT_THAT(ErrorOf("{\"a\xff\":0}"),
              HasSubstr("no JSON at its character 4"));
  EXPECT_THAT(ErrorOf(R"({"a":1e999})"), HasSubstr("number overflow"));
  EXPECT_EQ(ErrorOf(absl::string_view("{}\0\0", 4)),
            "m.st: the header has a zero byte at its character 3");
}

TEST(SafetensorsFile, RefusesDeepNestingAtItsFirstLevel) {
  const std::string deep(1'000'000, '[');
  EXPECT_EQ(ErrorOf("{\"a\":" + deep),
            "m.st: tensor 'a' is a list, expected an object with dtype, shape "
            "and data_offsets");
  EXPECT_EQ(ErrorOf("{\"a\":{\"shape\":" + deep),
            "m.st: tensor 'a': shape holds a list, expected whole numbers from "
            "0 to 2^63-1");
  EXPECT_EQ(ErrorOf(R"({"a":{"shape":{)"),
            "m.st: tensor 'a': shape is an object, expected a list of numbers");
}

TEST(SafetensorsFile, RefusesKeysThatComeTwice) {
  const std::string a =
      R"("a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]})";
  EXPECT_EQ(ErrorOf("{" + a + "," + a + "}"), "m.st: tensor 'a' comes twice");
  EXPECT_EQ(ErrorOf(R"({"a":{"dtype":"U8","dtype":"U8"}})"),
            "m.st: tensor 'a' has dtype twice");
  EXPECT_EQ(ErrorOf(R"({"__metadata__":{},"__metadata__":{}})"),
            "m.st: key '__metadata__' comes twice");
  EXPECT_EQ(ErrorOf(R"({"__metadata__":{"k":"1","k":"2"}})"),
            "m.st: __metadata__ has 'k' twice");
}

TEST(SafetensorsFile, RefusesFieldsOfAnotherForm) {
  EXPECT_EQ(ErrorOf(R"({"a":3})"),
            "m.st: tensor 'a' is 3, expected an object with dtype, shape and "
            "data_offsets");
  EXPECT_EQ(ErrorOf(R"({"a":{"shape":[1],"data_offsets":[0,1]}})", "x"),
            "m.st: tensor 'a' has no dtype");
  EXPECT_EQ(ErrorOf(R"({"a":{"dtype":"U8","data_offsets":[0,1]}})", "x"),
            "m.st: tensor 'a' has no shape");
  EXPECT_EQ(ErrorOf(R"({"a":{"dtype":"U8","shape":[1]}})", "x"),
            "m.st: tensor 'a' has no data_offsets");
  EXPECT_EQ(ErrorOf(R"({"a":{"strides":[1]}})"),
            "m.st: tensor 'a' has a field 'strides'; expected dtype, shape and "
            "data_offsets");
  EXPECT_THAT(ErrorOf(R"({"a":{"dtype":"float32"}})"),
              StartsWith("m.st: tensor 'a': dtype is 'float32'; expected one "
                         "of BOOL, F4, "));
  EXPECT_EQ(ErrorOf(R"({"a":{"dtype":null}})"),
            "m.st: tensor 'a': dtype is null, expected a string");
  EXPECT_EQ(ErrorOf(R"({"a":{"shape":"2"}})"),
            "m.st: tensor 'a': shape is the string '2', expected a list of "
            "numbers");
  EXPECT_EQ(ErrorOf(R"({"a":{"shape":[-1]}})"),
            "m.st: tensor 'a': shape holds -1, expected whole numbers from 0 "
            "to 2^63-1");
  EXPECT_THAT(ErrorOf(R"({"a":{"shape":[1.0]}})"), HasSubstr("holds 1.0, "));
  EXPECT_THAT(ErrorOf(R"({"a":{"shape":[true]}})"), HasSubstr("holds true, "));
  EXPECT_THAT(ErrorOf(R"({"a":{"shape":[9223372036854775808]}})"),
              HasSubstr("shape holds 9223372036854775808, expected"));
  EXPECT_EQ(ErrorOf(R"({"a":{"data_offsets":[0,1,2]}})"),
            "m.st: tensor 'a': data_offsets has 3 numbers, expected 2");
  EXPECT_EQ(ErrorOf(R"({"__metadata__":"x"})"),
            "m.st: __metadata__ is the string 'x', expected an object of "
            "strings");
  EXPECT_EQ(ErrorOf(R"({"__metadata__":{"epoch":3}})"),
            "m.st: __metadata__: 'epoch' is 3, expected a string");
}

TEST(SafetensorsFile, RefusesSizesThatDisagree) {
  EXPECT_EQ(ErrorOf(R"({"a":{"dtype":"F32","shape":[2,2],)"
                    R"("data_offsets":[0,12]}})",
                    std::string(12, 'x')),
            "m.st: tensor 'a': data_offsets [0,12] hold 12 bytes, expected 16 "
            "for F32 [2,2]");
  EXPECT_EQ(
      ErrorOf(R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[1,0]}})", "x"),
      "m.st: tensor 'a': data_offsets [1,0] hold -1 bytes, expected 1 "
      "for U8 [1]");
  EXPECT_EQ(ErrorOf(R"({"a":{"dtype":"U8","shape":[4294967296,4294967296],)"
                    R"("data_offsets":[0,0]}})"),
            "m.st: tensor 'a': shape [4294967296,4294967296] is negative or "
            "too large");
  EXPECT_EQ(ErrorOf(R"({"a":{"dtype":"F64","shape":[2305843009213693952],)"
                    R"("data_offsets":[0,0]}})"),
            "m.st: tensor 'a': shape [2305843009213693952] of F64 is too "
            "large");
  EXPECT_EQ(
      ErrorOf(R"({"a":{"dtype":"F4","shape":[3],"data_offsets":[0,1]}})", "x"),
      "m.st: tensor 'a': shape [3] of F4 does not fill a whole number of "
      "bytes");
}

std::string TwoTensors(const char* a_offsets, const char* b_offsets) {
  return absl::StrCat(
      R"({"a":{"dtype":"U8","shape":[4],"data_offsets":)", a_offsets,
      R"(},"b":{"dtype":"U8","shape":[4],"data_offsets":)", b_offsets, "}}");
}

TEST(SafetensorsFile, RefusesHolesAndOverlap) {
  EXPECT_EQ(ErrorOf(TwoTensors("[0,4]", "[4,8]"), "12345678"), "OK");
  EXPECT_EQ(ErrorOf(TwoTensors("[4,8]", "[0,4]"), "12345678"), "OK");
  EXPECT_EQ(ErrorOf(TwoTensors("[0,4]", "[6,10]"), "1234567890"),
            "m.st: tensor 'b' begins at byte 6 of the data, expected 4: the "
            "bytes between belong to no tensor");
  EXPECT_EQ(ErrorOf(TwoTensors("[2,6]", "[6,10]"), "1234567890"),
            "m.st: tensor 'a' begins at byte 2 of the data, expected 0: the "
            "bytes between belong to no tensor");
  EXPECT_EQ(ErrorOf(TwoTensors("[0,4]", "[2,6]"), "123456"),
            "m.st: tensor 'b' begins at byte 2 of the data, expected 4, where "
            "tensor 'a' ends: they overlap");
  EXPECT_EQ(ErrorOf(TwoTensors("[0,4]", "[0,4]"), "1234"),
            "m.st: tensor 'b' begins at byte 0 of the data, expected 4, where "
            "tensor 'a' ends: they overlap");
  EXPECT_EQ(ErrorOf(TwoTensors("[0,4]", "[4,8]"), "123456"),
            "m.st: tensor 'b' ends at byte 8 of the data, but there are only "
            "6: the file is cut short");
  EXPECT_EQ(ErrorOf(TwoTensors("[0,4]", "[4,8]"), "123456789"),
            "m.st: the tensors end at byte 8 of the data, expected 9: the "
            "bytes after that belong to no tensor");
  EXPECT_EQ(ErrorOf("{}", "x"),
            "m.st: the tensors end at byte 0 of the data, expected 1: the "
            "bytes after that belong to no tensor");
}

TEST(SafetensorsFile, MessagesStayReadable) {
  EXPECT_EQ(ErrorOf(R"({"a\n\u001b[31m":3})"),
            "m.st: tensor 'a\\n\\x1b[31m' is 3, expected an object with dtype, "
            "shape and data_offsets");
  const std::string name(1000, 'n');
  EXPECT_EQ(ErrorOf("{\"" + name + "\":3}"),
            "m.st: tensor '" + name.substr(0, 120) +
                "...' is 3, expected an object with dtype, shape and "
                "data_offsets");
  EXPECT_LT(ErrorOf("{\"" + name).size(), 300u);
}

TEST(SafetensorsFile, OpensAFileAndOutlivesAMove) {
  const std::string path = ::testing::TempDir() + "/reader_test.safetensors";
  const std::string bytes =
      FileOf(R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}})", "xy");
  std::ofstream(path, std::ios::binary) << bytes;
  auto opened = SafetensorsFile::Open(path);
  ASSERT_TRUE(opened.ok()) << opened.status();
  const TensorView* a = opened->Find("a");
  const SafetensorsFile moved = std::move(*opened);
  EXPECT_EQ(moved.Find("a"), a);
  EXPECT_EQ(a->data[1], 'y');
  EXPECT_EQ(a->file, path);
  std::filesystem::remove(path);
}

TEST(SafetensorsFile, NamesThePathThatCannotBeOpened) {
  const std::string folder = ::testing::TempDir() + "/reader_test_folder";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directory(folder);
  const auto missing = SafetensorsFile::Open(folder + "/none");
  EXPECT_EQ(missing.status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(missing.status().message(), "cannot open '" + folder +
                                            "/none': No such file or "
                                            "directory");
  EXPECT_EQ(SafetensorsFile::Open(folder).status().message(),
            "cannot read '" + folder + "': it is no regular file");
  const std::string pipe = folder + "/pipe";
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_EQ(SafetensorsFile::Open(pipe).status().message(),
            "cannot read '" + pipe + "': it is no regular file");
  std::ofstream(folder + "/empty").flush();
  EXPECT_EQ(SafetensorsFile::Open(folder + "/empty").status().message(),
            folder +
                "/empty: the file has 0 bytes, expected at least 8 for "
                "the header's length");
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace synfire
