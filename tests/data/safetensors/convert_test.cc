#include "data/safetensors/convert.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "data/safetensors/writer.h"

namespace synfire {
namespace {

using ::testing::ElementsAre;

template <typename T>
TensorView View(StoredType dtype, const std::vector<T>& values) {
  return {"w", dtype, Shape({static_cast<int64_t>(values.size())}),
          AsBytes(absl::MakeConstSpan(values)), "m.st"};
}

template <typename T>
std::string Error(const absl::StatusOr<T>& result) {
  return result.ok() ? "OK" : std::string(result.status().message());
}

constexpr float kInfinity = std::numeric_limits<float>::infinity();

TEST(Convert, ReadsFloats) {
  const std::vector<float> f32 = {1.5f, -0.0f, kInfinity};
  EXPECT_EQ(*ReadAsF32(View(StoredType::kF32, f32)), f32);
  EXPECT_THAT(*ReadAsF64(View(StoredType::kF32, f32)),
              ElementsAre(1.5, -0.0, kInfinity));
  const std::vector<double> f64 = {0.1, 1e-300, -kInfinity};
  EXPECT_THAT(*ReadAsF32(View(StoredType::kF64, f64)),
              ElementsAre(0.1f, 0.0f, -kInfinity));
  EXPECT_EQ(*ReadAsF64(View(StoredType::kF64, f64)), f64);
}

TEST(Convert, ReadsBFloat16) {
  const std::vector<uint16_t> bits = {0x3F80, 0xC000, 0x7F80, 0x0001, 0x7FC0};
  const std::vector<float> values = *ReadAsF32(View(StoredType::kBF16, bits));
  EXPECT_EQ(values[0], 1.0f);
  EXPECT_EQ(values[1], -2.0f);
  EXPECT_EQ(values[2], kInfinity);
  EXPECT_EQ(values[3], 0x1p-133f);
  EXPECT_TRUE(std::isnan(values[4]));
}

// Every half against its definition.
TEST(Convert, ReadsHalves) {
  std::vector<uint16_t> bits(0x10000);
  for (size_t i = 0; i < bits.size(); ++i) bits[i] = static_cast<uint16_t>(i);
  const std::vector<double> values = *ReadAsF64(View(StoredType::kF16, bits));
  for (size_t i = 0; i < bits.size(); ++i) {
    const int exponent = (i >> 10) & 31;
    const int fraction = i & 1023;
    if (exponent == 31 && fraction != 0) {
      ASSERT_TRUE(std::isnan(values[i])) << i;
      continue;
    }
    double expected = exponent == 31 ? kInfinity
                      : exponent == 0
                          ? std::ldexp(fraction, -24)
                          : std::ldexp(1024 + fraction, exponent - 25);
    if (i & 0x8000) expected = -expected;
    ASSERT_EQ(values[i], expected) << i;
    ASSERT_EQ(std::signbit(values[i]), std::signbit(expected)) << i;
  }
}

template <typename T>
void ExpectExtremes(StoredType dtype) {
  const std::vector<T> values = {std::numeric_limits<T>::min(), 7,
                                 std::numeric_limits<T>::max()};
  const std::vector<int64_t> integers = *ReadAsI64(View(dtype, values));
  const std::vector<double> doubles = *ReadAsF64(View(dtype, values));
  const std::vector<float> floats = *ReadAsF32(View(dtype, values));
  for (size_t i = 0; i < values.size(); ++i) {
    EXPECT_EQ(integers[i], static_cast<int64_t>(values[i])) << Name(dtype);
    EXPECT_EQ(doubles[i], static_cast<double>(values[i])) << Name(dtype);
    EXPECT_EQ(floats[i], static_cast<float>(values[i])) << Name(dtype);
  }
}

TEST(Convert, ReadsIntegers) {
  ExpectExtremes<int8_t>(StoredType::kI8);
  ExpectExtremes<uint8_t>(StoredType::kU8);
  ExpectExtremes<int16_t>(StoredType::kI16);
  ExpectExtremes<uint16_t>(StoredType::kU16);
  ExpectExtremes<int32_t>(StoredType::kI32);
  ExpectExtremes<uint32_t>(StoredType::kU32);
  ExpectExtremes<int64_t>(StoredType::kI64);
}

TEST(Convert, ReadsBooleansAsZeroAndOne) {
  const std::vector<uint8_t> bytes = {0, 1, 1};
  EXPECT_THAT(*ReadAsF32(View(StoredType::kBool, bytes)), ElementsAre(0, 1, 1));
  EXPECT_EQ(Error(ReadAsF32(View<uint8_t>(StoredType::kBool, {0, 7}))),
            "m.st: tensor 'w': element 1 is 7, expected 0 or 1 in a BOOL");
}

TEST(Convert, ReadsNothingFromAnEmptyTensor) {
  EXPECT_TRUE(ReadAsF32(View<float>(StoredType::kF32, {}))->empty());
  EXPECT_TRUE(ReadAsI64(View<int8_t>(StoredType::kI8, {}))->empty());
}

TEST(Convert, ReadsDataThatIsNotAligned) {
  std::vector<uint8_t> bytes = {0xAA, 0, 0, 0x80, 0x3F};
  TensorView view = View(StoredType::kF32, bytes);
  view.data.remove_prefix(1);
  EXPECT_THAT(*ReadAsF32(view), ElementsAre(1.0f));
  EXPECT_THAT(*ReadAsF64(view), ElementsAre(1.0));
}

TEST(Convert, RefusesWhatDoesNotFit) {
  EXPECT_EQ(Error(ReadAsF32(View<double>(StoredType::kF64, {1, 1e39}))),
            "m.st: tensor 'w': element 1 is 1e+39, outside the range of float");
  const double largest = std::numeric_limits<float>::max();
  EXPECT_EQ(Error(ReadAsF32(View<double>(StoredType::kF64, {largest}))), "OK");
  EXPECT_EQ(
      Error(ReadAsI64(View<uint64_t>(StoredType::kU64, {uint64_t{1} << 63}))),
      "m.st: tensor 'w': element 0 is 9223372036854775808, expected at "
      "most 2^63-1");
}

TEST(Convert, RefusesOtherTypes) {
  EXPECT_EQ(Error(ReadAsI64(View<float>(StoredType::kF32, {1}))),
            "m.st: tensor 'w' is F32, expected an integer type: I8, U8, I16, "
            "U16, I32, U32, I64 or U64");
  EXPECT_EQ(Error(ReadAsF32(View<uint8_t>(StoredType::kF8E4M3, {1}))),
            "m.st: tensor 'w' is F8_E4M3, expected F64, F32, F16, BF16, BOOL "
            "or an integer type");
}

}  // namespace
}  // namespace synfire
