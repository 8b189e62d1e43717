#include "data/idx/idx.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/data/test_files.h"

namespace synfire {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

std::vector<double> Values(const IdxArray& array) {
  std::vector<double> values;
  for (int64_t i = 0; i < array.size(); ++i) values.push_back(array.Value(i));
  return values;
}

// The message for `bytes`, a file called f.idx.
std::string ErrorOf(const Bytes& bytes) {
  return std::string(ParseIdx(bytes, "f.idx").status().message());
}

const Bytes kTwoImages =
    IdxBytes(8, {2, 2, 3}, {0, 1, 2, 3, 4, 5, 250, 251, 252, 253, 254, 255});

TEST(Idx, ReadsPlainAndGzip) {
  for (const Bytes& file : {kTwoImages, Gzip(kTwoImages)}) {
    const IdxArray array = ParseIdx(file, "f.idx").value();
    EXPECT_EQ(array.type(), IdxType::kU8);
    EXPECT_EQ(array.shape(), Shape({2, 2, 3}));
    EXPECT_EQ(Values(array), (std::vector<double>{0, 1, 2, 3, 4, 5, 250, 251,
                                                  252, 253, 254, 255}));
  }
}

TEST(Idx, ReadsAGzipFileOfSeveralMembers) {
  const Bytes head(kTwoImages.begin(), kTwoImages.begin() + 9);
  const Bytes tail(kTwoImages.begin() + 9, kTwoImages.end());
  const IdxArray array = ParseIdx(Gzip(head) + Gzip(tail), "f.idx").value();
  EXPECT_EQ(array.Value(11), 255);
}

TEST(Idx, ReadsEveryElementType) {
  const auto values = [](uint8_t type, const Bytes& elements, uint32_t count) {
    return Values(ParseIdx(IdxBytes(type, {count}, elements), "f.idx").value());
  };
  EXPECT_EQ(values(0x08, {0, 255}, 2), (std::vector<double>{0, 255}));
  EXPECT_EQ(values(0x09, {127, 128}, 2), (std::vector<double>{127, -128}));
  EXPECT_EQ(values(0x0B, {1, 2, 0xFF, 0xFE}, 2),
            (std::vector<double>{258, -2}));
  EXPECT_EQ(values(0x0C, {0, 1, 0, 0, 0x80, 0, 0, 0}, 2),
            (std::vector<double>{65536, -2147483648.0}));
  EXPECT_EQ(values(0x0D, {0x3F, 0xC0, 0, 0}, 1), (std::vector<double>{1.5}));
  EXPECT_EQ(values(0x0E, {0xC0, 0x04, 0, 0, 0, 0, 0, 0}, 1),
            (std::vector<double>{-2.5}));
}

TEST(Idx, ReadsAnArrayOfNothing) {
  EXPECT_EQ(ParseIdx(IdxBytes(8, {0, 5}, {}), "f.idx")->size(), 0);
  EXPECT_EQ(ParseIdx(Gzip(IdxBytes(8, {0}, {})), "f.idx")->size(), 0);
}

TEST(Idx, SaysWhatAForeignFileBeginsWith) {
  EXPECT_EQ(ErrorOf({0x89, 0x50, 0x4E, 0x47}),
            "f.idx: byte 0: the file begins 89 50, expected 00 00 (IDX) or "
            "1f 8b (gzip)");
  EXPECT_EQ(ErrorOf(Gzip({0x89, 0x50, 0x4E, 0x47})),
            "f.idx: byte 0 after decompression: the file begins 89 50, "
            "expected 00 00 (IDX)");
}

TEST(Idx, SaysWhereTheHeaderIsCutOff) {
  EXPECT_EQ(ErrorOf({}),
            "f.idx: byte 0: the file ends, expected a header of 4 bytes");
  EXPECT_EQ(ErrorOf({0, 0, 8}),
            "f.idx: byte 3: the file ends, expected a header of 4 bytes");
  EXPECT_EQ(ErrorOf({0, 0, 8, 3, 0, 0, 0, 1, 0}),
            "f.idx: byte 9: the file ends, expected 3 dimensions up to byte "
            "16");
}

TEST(Idx, RefusesAnUnknownElementType) {
  EXPECT_EQ(ErrorOf({0, 0, 0x0A, 1, 0, 0, 0, 0}),
            "f.idx: byte 2: element type 0a is unknown, expected 08 (u8), 09 "
            "(i8), 0b (i16), 0c (i32), 0d (f32) or 0e (f64)");
}

TEST(Idx, RefusesNoDimensionsAndTooMany) {
  EXPECT_EQ(ErrorOf({0, 0, 8, 0}),
            "f.idx: byte 3: 0 dimensions, expected 1 to 8");
  EXPECT_EQ(ErrorOf({0, 0, 8, 200}),
            "f.idx: byte 3: 200 dimensions, expected 1 to 8");
}

TEST(Idx, RefusesDimensionsThatOverflow) {
  const uint32_t most = 0xFFFFFFFF;
  EXPECT_EQ(ErrorOf(IdxBytes(8, {most, most, 2}, {})),
            "f.idx: byte 4: dimensions [4294967295,4294967295,2] are too "
            "large");
  EXPECT_THAT(ErrorOf(IdxBytes(0x0E, {most, 1u << 31}, {})),
              HasSubstr("are too large"));
}

TEST(Idx, SaysHowMuchIsMissing) {
  EXPECT_EQ(ErrorOf(IdxBytes(8, {10, 28, 28}, {1, 2, 3})),
            "f.idx: byte 19: the file ends, expected [10,28,28] u8 up to byte "
            "7856");
  EXPECT_EQ(ErrorOf(Gzip(IdxBytes(0x0D, {2}, {1, 2, 3}))),
            "f.idx: byte 11 after decompression: the file ends, expected [2] "
            "f32 up to byte 16");
}

TEST(Idx, RefusesBytesAfterTheLastElement) {
  EXPECT_EQ(ErrorOf(IdxBytes(8, {2}, {1, 2, 3, 4})),
            "f.idx: byte 10: 2 bytes follow the last element of [2] u8, "
            "expected the end of the file");
  EXPECT_EQ(ErrorOf(Gzip(IdxBytes(8, {2}, {1, 2, 3, 4}))),
            "f.idx: byte 10 after decompression: more bytes follow the last "
            "element of [2] u8, expected the end of the file");
}

TEST(Idx, IsNotFloodedByABomb) {
  // 64 MiB of zeros behind a header that declares 3 bytes.
  EXPECT_THAT(ErrorOf(Gzip(IdxBytes(8, {3}, Bytes(64 << 20)))),
              HasSubstr("more bytes follow the last element of [3] u8"));
}

TEST(Idx, DoesNotAllocateWhatAGzipFileCannotHold) {
  const Bytes file = Gzip(IdxBytes(8, {1u << 31, 1u << 29}, {1}));
  EXPECT_EQ(ErrorOf(file),
            absl::StrCat("f.idx: byte 4 after decompression: [2147483648,"
                         "536870912] u8 needs 1152921504606846976 bytes, more "
                         "than a gzip file of ",
                         file.size(), " bytes can hold"));
}

TEST(Idx, NamesTheFileWhenItsCompressedDataIsDamaged) {
  Bytes file = Gzip(kTwoImages);
  file[file.size() - 6] ^= 1;
  EXPECT_THAT(ErrorOf(file), StartsWith("f.idx: gzip: byte "));
  file.resize(12);
  EXPECT_EQ(ErrorOf(file),
            "f.idx: gzip: byte 12 of the compressed file: the file is cut off "
            "inside a member");
}

TEST(ReadIdx, NamesAFileThatIsNotThere) {
  const std::string folder = TestFolder();
  const absl::Status status = ReadIdx(folder + "/absent").status();
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(status.message(),
            folder + "/absent: cannot open: No such file or directory");
  EXPECT_EQ(ReadIdx(folder).status().message(),
            folder + ": is a directory, expected a file");
}

TEST(ReadIdx, ReadsAFile) {
  const std::string path = WriteFile(TestFolder(), "two.gz", Gzip(kTwoImages));
  EXPECT_EQ(ReadIdx(path)->shape(), Shape({2, 2, 3}));
}

}  // namespace
}  // namespace synfire
