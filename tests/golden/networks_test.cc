// Every network of models/ and what their options change, against independent
// computations.
#include <gtest/gtest.h>

#include <vector>

#include "tests/golden/network_checks.h"
#include "tests/golden/network_rows.h"

namespace synfire {
namespace {

// Those for which `does(evaluation)`.
template <typename Does>
std::vector<GoldenRow> RowsThat(Does&& does) {
  std::vector<GoldenRow> rows;
  for (const GoldenRow& row : GoldenRows()) {
    if (does(row.evaluation)) rows.push_back(row);
  }
  return rows;
}
bool EvaluatesInDouble(Evaluation e) { return e == Evaluation::kInBoth; }
bool EvaluatesInSingle(Evaluation e) { return e != Evaluation::kNone; }

class NetworkTest : public testing::TestWithParam<GoldenRow> {
 protected:
  const GoldenNetwork network_{GetParam().golden, GetParam().model,
                               GetParam().settings};
};
class TrainingTest : public NetworkTest {};
class EvaluationTest : public NetworkTest {};
class SingleEvaluationTest : public NetworkTest {};

TEST_P(TrainingTest, IsExact) { network_.CheckExactly(Mode::kTraining); }
TEST_P(TrainingTest, IsSoundInSinglePrecision) {
  network_.CheckInSinglePrecision(Mode::kTraining, KernelPolicy::kFastest);
}
TEST_P(EvaluationTest, IsExact) { network_.CheckExactly(Mode::kEvaluation); }
TEST_P(SingleEvaluationTest, IsSound) {
  network_.CheckInSinglePrecision(Mode::kEvaluation, KernelPolicy::kFastest);
}

constexpr auto kNameOf = [](const testing::TestParamInfo<GoldenRow>& info) {
  return info.param.golden;
};
INSTANTIATE_TEST_SUITE_P(, TrainingTest, testing::ValuesIn(GoldenRows()),
                         kNameOf);
INSTANTIATE_TEST_SUITE_P(, EvaluationTest,
                         testing::ValuesIn(RowsThat(EvaluatesInDouble)),
                         kNameOf);
INSTANTIATE_TEST_SUITE_P(, SingleEvaluationTest,
                         testing::ValuesIn(RowsThat(EvaluatesInSingle)),
                         kNameOf);

}  // namespace
}  // namespace synfire
