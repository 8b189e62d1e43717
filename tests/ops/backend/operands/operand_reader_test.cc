// What is read in place of an operand, on every instruction set that this
// machine runs, against core/bf16.h element by element.
#include "ops/backend/operands/operand_reader.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

#include "core/bf16.h"
#include "core/rng.h"
#include "ops/backend/cpu/isa.h"

namespace synfire {
namespace {

// Whole vectors of every width, and a rest that is whole bytes of bits.
constexpr int64_t kCount = 32 * 5 + 24;

std::vector<float> Numbers() {
  const float infinity = std::numeric_limits<float>::infinity();
  std::vector<float> x = {0.0f,     -0.0f,     1.00390625f, -1.01171875f,
                          infinity, -infinity, NAN,         1e-40f};
  const RandomKey key = MakeRandomKey(1, "operand_reader_test");
  while (x.size() < kCount) {
    x.push_back(static_cast<float>(Normal(key, 0, x.size())));
  }
  return x;
}

uint32_t BitsOf(float x) {
  uint32_t bits;
  std::memcpy(&bits, &x, sizeof bits);
  return bits;
}

class OperandReaderTest : public testing::TestWithParam<Isa> {
 protected:
  void SetUp() override {
    if (!MachineRuns(GetParam())) {
      GTEST_SKIP() << "this machine lacks " << Name(GetParam());
    }
  }

  OperandReader Reader(Form form, ReadAs as) const {
    KernelArgument argument;
    argument.form = form;
    return OperandReader(
        argument,
        ForIsa(GetParam(), portable::kLoops, avx2::kLoops, avx512::kLoops), as);
  }

  // Elements from 8 on, so that the offset is tried too.
  template <typename To>
  std::vector<To> Read(Form form, ReadAs as, const void* base) const {
    std::vector<To> to(kCount - 8);
    Reader(form, as).Read(base, 8, kCount - 8, to.data());
    return to;
  }
};

TEST_P(OperandReaderTest, RoundsFloats) {
  const std::vector<float> x = Numbers();
  const auto rounded = Read<float>(Form::kPlain, ReadAs::kRoundedFloats, &x[0]);
  const auto halves = Read<uint16_t>(Form::kPlain, ReadAs::kBf16, &x[0]);
  for (int64_t i = 8; i < kCount; ++i) {
    EXPECT_EQ(BitsOf(rounded[i - 8]), BitsOf(RoundToBf16(x[i]))) << x[i];
    EXPECT_EQ(halves[i - 8], ToBf16(x[i])) << x[i];
  }
}

TEST_P(OperandReaderTest, RoundsWhatIsNoNumber) {
  std::vector<float> x = Numbers();
  x.resize(8);
  std::vector<float> rounded(8);
  std::vector<uint16_t> halves(8);
  Reader(Form::kPlain, ReadAs::kRoundedFloats).Read(&x[0], 0, 8, &rounded[0]);
  Reader(Form::kPlain, ReadAs::kBf16).Read(&x[0], 0, 8, &halves[0]);
  for (int i = 0; i < 8; ++i) {
    EXPECT_EQ(BitsOf(rounded[i]), BitsOf(RoundToBf16(x[i]))) << x[i];
    EXPECT_EQ(halves[i], ToBf16(x[i])) << x[i];
  }
}

TEST_P(OperandReaderTest, ReadsBits) {
  std::vector<uint8_t> bits(kCount / 8);
  for (size_t i = 0; i < bits.size(); ++i) {
    bits[i] = static_cast<uint8_t>(37 * i + 11);
  }
  const auto floats =
      Read<float>(Form::kBits, ReadAs::kRoundedFloats, &bits[0]);
  const auto halves = Read<uint16_t>(Form::kBits, ReadAs::kBf16, &bits[0]);
  for (int64_t i = 8; i < kCount; ++i) {
    const float expected = static_cast<float>(bits[i / 8] >> i % 8 & 1);
    EXPECT_EQ(floats[i - 8], expected) << i;
    EXPECT_EQ(FromBf16(halves[i - 8]), expected) << i;
  }
}

TEST_P(OperandReaderTest, ReadsBytes) {
  std::vector<uint8_t> bytes(kCount);
  for (size_t i = 0; i < bytes.size(); ++i) {
    bytes[i] = static_cast<uint8_t>(255 - i);
  }
  const auto floats =
      Read<float>(Form::kBytes, ReadAs::kRoundedFloats, &bytes[0]);
  const auto halves = Read<uint16_t>(Form::kBytes, ReadAs::kBf16, &bytes[0]);
  for (int64_t i = 8; i < kCount; ++i) {
    EXPECT_EQ(floats[i - 8], bytes[i]);
    EXPECT_EQ(FromBf16(halves[i - 8]), bytes[i]);
  }
}

TEST_P(OperandReaderTest, ReadsBf16) {
  const std::vector<float> x = Numbers();
  std::vector<uint16_t> halves(kCount);
  for (int64_t i = 0; i < kCount; ++i) halves[i] = ToBf16(x[i]);
  const auto floats =
      Read<float>(Form::kBf16, ReadAs::kRoundedFloats, &halves[0]);
  for (int64_t i = 8; i < kCount; ++i) {
    EXPECT_EQ(BitsOf(floats[i - 8]), BitsOf(RoundToBf16(x[i]))) << x[i];
  }
}

TEST_P(OperandReaderTest, LeavesInPlaceWhatIsAsItShouldBe) {
  EXPECT_TRUE(Reader(Form::kBf16, ReadAs::kBf16).InPlace());
  EXPECT_FALSE(Reader(Form::kBf16, ReadAs::kRoundedFloats).InPlace());
  EXPECT_TRUE(Reader(Form::kBits, ReadAs::kItself).InPlace());
  EXPECT_TRUE(Reader(Form::kPlain, ReadAs::kFloats).InPlace());
  EXPECT_FALSE(Reader(Form::kBits, ReadAs::kFloats).InPlace());
  EXPECT_FALSE(Reader(Form::kPlain, ReadAs::kRoundedFloats).InPlace());
}

INSTANTIATE_TEST_SUITE_P(Isas, OperandReaderTest,
                         testing::Values(Isa::kPortable, Isa::kAvx2,
                                         Isa::kAvx512),
                         [](const auto& info) {
                           return std::string(Name(info.param));
                         });

}  // namespace
}  // namespace synfire
