#include "data/safetensors/writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "data/safetensors/reader.h"
#include "tests/data/safetensors/bytes.h"

namespace synfire {
namespace {

class WriteSafetensorsTest : public ::testing::Test {
 protected:
  void TearDown() override { std::filesystem::remove(path_); }

  std::string Error(std::vector<TensorToWrite> tensors,
                    std::map<std::string, std::string> metadata = {}) const {
    const absl::Status status = WriteSafetensors(path_, tensors, metadata);
    EXPECT_FALSE(std::filesystem::exists(path_));
    return std::string(status.message());
  }
  std::string Bytes() const {
    std::ifstream in(path_, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
  }

  const std::string path_ =
      ::testing::TempDir() + "/writer_" +
      ::testing::UnitTest::GetInstance()->current_test_info()->name();
  const std::vector<uint8_t> bytes_ = {'0', '1', '2', '3', '4', '5', '6', '7'};
  const absl::Span<const uint8_t> data_ = bytes_;
};

TEST_F(WriteSafetensorsTest, EveryByteIsAsTheFormatSays) {
  const std::vector<TensorToWrite> tensors = {
      {"z", StoredType::kU8, Shape({1}), data_.subspan(0, 1)},
      {"b", StoredType::kF32, Shape({1}), data_.subspan(0, 4)},
      {"a", StoredType::kF32, Shape({1}), data_.subspan(4, 4)},
      {"m", StoredType::kI64, Shape(), data_},
      {"e", StoredType::kBF16, Shape({0, 3}), {}}};
  ASSERT_TRUE(
      WriteSafetensors(path_, tensors, {{"format", "pt"}, {"epoch", "3"}})
          .ok());
  std::string header =
      R"({"__metadata__":{"epoch":"3","format":"pt"},)"
      R"("m":{"dtype":"I64","shape":[],"data_offsets":[0,8]},)"
      R"("a":{"dtype":"F32","shape":[1],"data_offsets":[8,12]},)"
      R"("b":{"dtype":"F32","shape":[1],"data_offsets":[12,16]},)"
      R"("e":{"dtype":"BF16","shape":[0,3],"data_offsets":[16,16]},)"
      R"("z":{"dtype":"U8","shape":[1],"data_offsets":[16,17]}})";
  header.append((8 - header.size() % 8) % 8, ' ');
  EXPECT_EQ(Bytes(), FileOf(header,
                            "01234567"
                            "4567"
                            "0123"
                            "0"));
}

TEST_F(WriteSafetensorsTest, ReadsBackWhatItWrote) {
  const std::vector<float> weights = {1.5f, -2, 3e-40f, 0, 5, 6};
  const std::string odd_name = "caf\xc3\xa9 \"x\\y\"\n\x7f/";
  const std::map<std::string, std::string> metadata = {{"step", "12"},
                                                       {"", "\t"}};
  ASSERT_TRUE(WriteSafetensors(path_,
                               {{odd_name, StoredType::kF32, Shape({2, 3}),
                                 AsBytes(absl::MakeConstSpan(weights))}},
                               metadata)
                  .ok());
  const auto file = SafetensorsFile::Open(path_);
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_EQ(file->metadata(), metadata);
  const TensorView* tensor = file->Find(odd_name);
  ASSERT_NE(tensor, nullptr);
  EXPECT_EQ(tensor->shape, Shape({2, 3}));
  EXPECT_EQ(tensor->data, AsBytes(absl::MakeConstSpan(weights)));
  // The header is padded, so the mapped floats are aligned.
  EXPECT_EQ(reinterpret_cast<uintptr_t>(tensor->data.data()) % sizeof(float),
            0u);
}

TEST_F(WriteSafetensorsTest, AFileMayBeEmpty) {
  ASSERT_TRUE(WriteSafetensors(path_, {}, {}).ok());
  EXPECT_EQ(Bytes(), FileOf("{}      ", ""));
  EXPECT_TRUE(SafetensorsFile::Open(path_).ok());
}

TEST_F(WriteSafetensorsTest, RefusesWhatTheFormatCannotHold) {
  const TensorToWrite a = {"a", StoredType::kF64, Shape({1}), data_};
  EXPECT_EQ(Error({a, a}),
            "cannot write " + path_ + ": tensor 'a' comes twice");
  TensorToWrite reserved = a;
  reserved.name = "__metadata__";
  EXPECT_EQ(Error({reserved}),
            "cannot write " + path_ +
                ": a tensor cannot be called '__metadata__': the format keeps "
                "that name for itself");
  TensorToWrite short_data = a;
  short_data.data = data_.subspan(1);
  EXPECT_EQ(Error({short_data}),
            "cannot write " + path_ +
                ": tensor 'a': the data has 7 bytes, expected 8 for F64 [1]");
  TensorToWrite negative = a;
  negative.shape = Shape({-1});
  EXPECT_EQ(Error({negative}),
            "cannot write " + path_ +
                ": tensor 'a': shape [-1] is negative or too large");
  TensorToWrite no_text = a;
  no_text.name = "\xff";
  EXPECT_EQ(Error({no_text}),
            "cannot write " + path_ + ": '\\xff' is no UTF-8 text");
  EXPECT_EQ(Error({a}, {{"k", "\xff"}}),
            "cannot write " + path_ + ": '\\xff' is no UTF-8 text");
}

TEST_F(WriteSafetensorsTest, SaysWhereItCannotWrite) {
  EXPECT_EQ(WriteSafetensors(path_ + "/none/f", {}, {}).message(),
            "cannot write '" + path_ + "/none/f': no file can be created in '" +
                path_ + "/none': No such file or directory");
}

}  // namespace
}  // namespace synfire
