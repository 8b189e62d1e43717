// A training run whose steps are on the checked device writes the files that
// the same run on the host writes.
#include <gtest/gtest.h>

#include "tests/device/checked_device.h"
#include "tests/device/steps.h"
#include "tests/e2e/tiny_training.h"

namespace synfire {
namespace {

class TrainingOnDeviceTest : public TinyTraining {
 protected:
  TrainingOnDeviceTest() { catalog_ = &CheckedCatalog(); }

  TrainOptions OnDevice(TrainOptions options = {}) {
    options.compile.device = &device_;
    return options;
  }

  void ExpectSameRuns(const std::string& run, const std::string& expected) {
    EXPECT_TRUE(Read(CheckpointOf(run, kUpdates)) ==
                Read(CheckpointOf(expected, kUpdates)))
        << run;
  }

  CheckedDevice device_;
};

TEST_F(TrainingOnDeviceTest, EndsWithTheBytesOfTheHost) {
  const TrainResult here = TrainOk("host");
  const TrainResult there = TrainOk("device", {}, OnDevice());
  ExpectSameRuns("device", "host");
  EXPECT_EQ(there.test->accuracy, here.test->accuracy);
  EXPECT_EQ(there.test->loss, here.test->loss);
  EXPECT_EQ(there.test->firing_rate, here.test->firing_rate);
  EXPECT_EQ(device_.status(), absl::OkStatus());
  // The training step and the test's, of the full batch; the rest's of the test
  // runs twice, and is recorded in its second run.
  EXPECT_EQ(device_.recordings(), 3);
}

// Also where the next batch was staged already.
TEST_F(TrainingOnDeviceTest, GoesOnWhereverItWasInterrupted) {
  TrainOk("host");
  int calls = 0;
  for (bool interrupted = true; interrupted; ++calls) {
    ASSERT_LT(calls, 100);
    const std::string run = absl::StrCat("stopped", calls);
    interrupted = TrainOk(run, {}, OnDevice(StopAtCall(calls))).interrupted;
    if (!interrupted) break;
    TrainOptions resume;
    resume.resume = true;
    EXPECT_FALSE(TrainOk(run, {}, OnDevice(resume)).interrupted);
    ExpectSameRuns(run, "host");
  }
  EXPECT_GT(calls, kUpdates);
  EXPECT_EQ(device_.status(), absl::OkStatus());
}

TEST_F(TrainingOnDeviceTest, StopsAtTheLastStep) {
  TrainOk("host", {"max_steps=3"});
  TrainOk("device", {"max_steps=3"}, OnDevice());
  EXPECT_TRUE(Read(CheckpointOf("device", 3)) == Read(CheckpointOf("host", 3)));
}

}  // namespace
}  // namespace synfire
