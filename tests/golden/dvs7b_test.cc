// 7B-Net, the network for DVS Gesture, against the code that the paper's
// results came from.
#include <gtest/gtest.h>

#include "tests/golden/network_checks.h"

namespace synfire {
namespace {

const GoldenNetwork& Dvs7b() {
  static const GoldenNetwork& network = *new GoldenNetwork("dvs7b_add");
  return network;
}

TEST(Dvs7bTest, TrainsAsPublished) { Dvs7b().CheckExactly(Mode::kTraining); }

TEST(Dvs7bTest, EvaluatesAsPublished) {
  Dvs7b().CheckExactly(Mode::kEvaluation);
}

class Dvs7bSinglePrecisionTest : public testing::TestWithParam<KernelPolicy> {};

TEST_P(Dvs7bSinglePrecisionTest, Trains) {
  Dvs7b().CheckInSinglePrecision(Mode::kTraining, GetParam());
}

TEST_P(Dvs7bSinglePrecisionTest, Evaluates) {
  Dvs7b().CheckInSinglePrecision(Mode::kEvaluation, GetParam());
}

INSTANTIATE_TEST_SUITE_P(, Dvs7bSinglePrecisionTest,
                         testing::Values(KernelPolicy::kReference,
                                         KernelPolicy::kFastest),
                         [](const auto& info) {
                           return info.param == KernelPolicy::kReference
                                      ? "Reference"
                                      : "Fastest";
                         });

}  // namespace
}  // namespace synfire
