// A SEW ResNet as a whole against the code that the paper's results came from.
#include <gtest/gtest.h>

#include "tests/golden/network_checks.h"

namespace synfire {
namespace {

const GoldenNetwork& TinySew() {
  static const GoldenNetwork& network =
      *new GoldenNetwork("tiny_sew_basic_add");
  return network;
}

TEST(TinySewTest, TrainsAsPublished) {
  TinySew().CheckExactly(Mode::kTraining);
}

TEST(TinySewTest, EvaluatesAsPublished) {
  TinySew().CheckExactly(Mode::kEvaluation);
}

class TinySewSinglePrecisionTest : public testing::TestWithParam<KernelPolicy> {
};

TEST_P(TinySewSinglePrecisionTest, Trains) {
  TinySew().CheckInSinglePrecision(Mode::kTraining, GetParam());
}

TEST_P(TinySewSinglePrecisionTest, Evaluates) {
  TinySew().CheckInSinglePrecision(Mode::kEvaluation, GetParam());
}

INSTANTIATE_TEST_SUITE_P(, TinySewSinglePrecisionTest,
                         testing::Values(KernelPolicy::kReference,
                                         KernelPolicy::kFastest),
                         [](const auto& info) {
                           return info.param == KernelPolicy::kReference
                                      ? "Reference"
                                      : "Fastest";
                         });

}  // namespace
}  // namespace synfire
