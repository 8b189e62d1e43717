#include "ops/optim/schedule/schedule.h"

#include <gtest/gtest.h>

#include <cmath>

namespace synfire {
namespace {

constexpr double kBase = 0.4;
constexpr int64_t kStepsPerEpoch = 10;

Schedule Make(const std::string& text) {
  return Schedule::Make(Call::Parse(text).value()).value();
}

std::string Refusal(const std::string& text) {
  return std::string(
      Schedule::Make(Call::Parse(text).value()).status().message());
}

double Rate(const Schedule& schedule, int64_t epoch, int64_t step = 0) {
  return schedule.LearningRate(kBase, epoch * kStepsPerEpoch + step,
                               kStepsPerEpoch);
}

TEST(Schedule, ConstantStays) {
  EXPECT_EQ(Rate(Make("constant"), 0), kBase);
  EXPECT_EQ(Rate(Make("constant"), 1000000), kBase);
}

TEST(Schedule, StepDropsEveryFewEpochs) {
  const Schedule step = Make("step(every_epochs = 30, gamma = 0.1)");
  EXPECT_EQ(Rate(step, 0), kBase);
  EXPECT_EQ(Rate(step, 29, 9), kBase);
  EXPECT_DOUBLE_EQ(Rate(step, 30), kBase * 0.1);
  EXPECT_DOUBLE_EQ(Rate(step, 60), kBase * 0.01);
}

TEST(Schedule, MultiStepDropsAtMilestones) {
  const Schedule multi = Make("multi_step(milestones = [2, 5], gamma = 0.5)");
  EXPECT_EQ(Rate(multi, 1, 9), kBase);
  EXPECT_DOUBLE_EQ(Rate(multi, 2), kBase / 2);
  EXPECT_DOUBLE_EQ(Rate(multi, 4, 9), kBase / 2);
  EXPECT_DOUBLE_EQ(Rate(multi, 5), kBase / 4);
}

TEST(Schedule, CosineFallsByEpochsAndHolds) {
  const Schedule cosine = Make("cosine(epochs = 4, min_lr = 0.1)");
  EXPECT_DOUBLE_EQ(Rate(cosine, 0), kBase);
  EXPECT_DOUBLE_EQ(Rate(cosine, 0, 9), kBase);
  EXPECT_DOUBLE_EQ(Rate(cosine, 1), 0.1 + 0.3 * (1 + std::sqrt(0.5)) / 2);
  EXPECT_DOUBLE_EQ(Rate(cosine, 2), 0.25);
  EXPECT_DOUBLE_EQ(Rate(cosine, 4), 0.1);
  EXPECT_DOUBLE_EQ(Rate(cosine, 7), 0.1);
}

TEST(Schedule, CosineMayFallFromStepToStep) {
  const Schedule cosine = Make("cosine(epochs = 2, per_step = true)");
  EXPECT_DOUBLE_EQ(Rate(cosine, 0), kBase);
  EXPECT_DOUBLE_EQ(Rate(cosine, 0, 5), kBase * (1 + std::sqrt(0.5)) / 2);
  EXPECT_DOUBLE_EQ(Rate(cosine, 1), kBase / 2);
}

TEST(Schedule, WarmsUpFromStepToStep) {
  const Schedule constant = Make("constant(warmup_epochs = 2)");
  EXPECT_EQ(Rate(constant, 0), 0);
  EXPECT_DOUBLE_EQ(Rate(constant, 0, 5), kBase / 4);
  EXPECT_DOUBLE_EQ(Rate(constant, 1), kBase / 2);
  EXPECT_DOUBLE_EQ(Rate(constant, 2), kBase);

  const Schedule started = Make(
      "constant(warmup_epochs = 2, "
      "warmup_start = 0.5)");
  EXPECT_DOUBLE_EQ(Rate(started, 0), kBase / 2);
  EXPECT_DOUBLE_EQ(Rate(started, 1), kBase * 0.75);
}

TEST(Schedule, CountsEpochsFromTheStartOfTheRun) {
  EXPECT_DOUBLE_EQ(
      Rate(Make("step(every_epochs = 3, gamma = 0.5, warmup_epochs = 2)"), 3),
      kBase / 2);
  // The cosine begins where the warm-up ends.
  const Schedule cosine = Make("cosine(epochs = 6, warmup_epochs = 2)");
  EXPECT_DOUBLE_EQ(Rate(cosine, 2), kBase);
  EXPECT_DOUBLE_EQ(Rate(cosine, 4), kBase / 2);
  EXPECT_NEAR(Rate(cosine, 6), 0, 1e-15);
}

TEST(Schedule, SaysWhatIsWrong) {
  EXPECT_EQ(Refusal("cosin(epochs = 3)"),
            "'cosin' is no schedule; did you mean 'cosine'?");
  EXPECT_EQ(Refusal("cosine"),
            "column 1: cosine: 'epochs' is missing; expected an integer");
  EXPECT_EQ(Refusal("cosine(epochs = 3, warmup_epochs = 3)"),
            "cosine: epochs = 3 must be more than warmup_epochs = 3");
  EXPECT_EQ(Refusal("multi_step(milestones = [5, 5])"),
            "multi_step: milestones = [5, 5] do not increase");
  EXPECT_EQ(Refusal("step(every_epochs = 0)"),
            "column 21: step: every_epochs = 0 is out of range; expected >= 1");
}

TEST(Schedule, ListsItsKinds) {
  std::vector<std::string> names;
  for (const Schema& schema : AllSchedules()) names.push_back(schema.name());
  EXPECT_EQ(names, (std::vector<std::string>{"constant", "step", "multi_step",
                                             "cosine"}));
}

}  // namespace
}  // namespace synfire
