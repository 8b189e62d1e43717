// Whole steps of the zoo's networks on the checked device, by the reference
// kernels, have the bytes that they have on the host; and what a run does with
// the device on its way.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_replace.h"
#include "tests/device/checked_device.h"
#include "tests/device/steps.h"

namespace synfire {
namespace {

using testing::HasSubstr;

constexpr char kSmall[] = "models/fashion_mnist/small.train.prototxt";
const std::vector<std::string>& SmallSettings() {
  static const auto* const settings = new std::vector<std::string>{
      "input.image.height=12", "input.image.width=12"};
  return *settings;
}

std::unique_ptr<Steps> CompileOrFail(const std::string& file,
                                     const std::vector<std::string>& settings,
                                     const Placement& placement) {
  auto steps = Steps::Compile(file, settings, placement);
  if (!steps.ok()) ADD_FAILURE() << steps.status();
  SYNFIRE_CHECK(steps.ok());
  return *std::move(steps);
}

std::unique_ptr<Steps> Small(const Placement& placement) {
  return CompileOrFail(kSmall, SmallSettings(), placement);
}

std::map<std::string, Bytes> RunFed(int step, Executable* executable) {
  Steps::Feed(step, executable);
  const absl::Status status = executable->Run();
  if (!status.ok()) ADD_FAILURE() << status;
  return Steps::Outputs(*executable);
}

struct ZooCase {
  std::string file;
  std::vector<std::string> settings;
};

void PrintTo(const ZooCase& zoo_case, std::ostream* out) {
  *out << zoo_case.file;
}

class ZooOnDeviceTest : public testing::TestWithParam<ZooCase> {};

TEST_P(ZooOnDeviceTest, HasTheBytesOfTheHost) {
  CheckedDevice device;
  const std::string file = "models/" + GetParam().file;
  const auto here = CompileOrFail(file, GetParam().settings, {});
  const auto there = CompileOrFail(file, GetParam().settings, {&device});
  for (int step = 0; step < 3; ++step) {
    EXPECT_EQ(RunFed(step, here->training().executable.get()),
              RunFed(step, there->training().executable.get()));
    EXPECT_EQ(RunFed(step, here->test().executable.get()),
              RunFed(step, there->test().executable.get()));
  }
  EXPECT_EQ(here->Variables(), there->Variables());
  EXPECT_EQ(device.recordings(), 2);
  EXPECT_EQ(device.status(), absl::OkStatus());
}

INSTANTIATE_TEST_SUITE_P(
    , ZooOnDeviceTest,
    testing::Values(
        ZooCase{"fashion_mnist/small.train.prototxt", {}},
        ZooCase{"fashion_mnist/deep_sew.train.prototxt",
                {"param.n=1", "input.image.height=12", "input.image.width=12"}},
        ZooCase{"nmnist/sew.train.prototxt", {"param.width=8", "steps=3"}},
        ZooCase{"shd/recurrent.train.prototxt",
                {"steps=4", "param.hidden=16"}}),
    [](const auto& info) {
      return absl::StrReplaceAll(info.param.file, {{"/", "_"}, {".", "_"}});
    });

TEST(DeviceStep, IsRecordedOnceAndReplayed) {
  CheckedDevice device;
  const auto steps = Small({&device});
  Executable* const executable = steps->training().executable.get();
  RunFed(0, executable);
  EXPECT_EQ(device.recordings(), 0);
  RunFed(1, executable);
  EXPECT_EQ(device.recordings(), 1);
  RunFed(2, executable);
  EXPECT_EQ(device.recordings(), 1);
  EXPECT_EQ(device.replays(), 2);
}

TEST(DeviceStep, NeitherAllocatesNorWaitsButForItsOutputs) {
  CheckedDevice device;
  const auto steps = Small({&device});
  Executable* const executable = steps->training().executable.get();
  for (int step = 0; step < 3; ++step) RunFed(step, executable);
  const int allocations = device.allocations();
  Steps::Feed(3, executable);
  const int waits = device.waits();
  EXPECT_TRUE(executable->Start().ok());
  EXPECT_EQ(device.waits(), waits);
  EXPECT_TRUE(executable->Wait().ok());
  EXPECT_EQ(device.waits(), waits + 1);
  EXPECT_EQ(device.allocations(), allocations);
}

TEST(DeviceStep, RunsWhileTheNextInputsAreStaged) {
  CheckedDevice device;
  const auto here = Small({});
  const auto there = Small({&device});
  Executable* const executable = there->training().executable.get();
  Steps::Feed(0, executable);
  for (int step = 0; step < 5; ++step) {
    EXPECT_TRUE(executable->Start().ok());
    Steps::Feed(step + 1, executable);
    executable->Stage();
    const absl::Status waited = executable->Wait();
    EXPECT_TRUE(waited.ok()) << waited;
    EXPECT_EQ(Steps::Outputs(*executable),
              RunFed(step, here->training().executable.get()));
  }
}

TEST(DeviceStep, NeedNotBeWaitedFor) {
  CheckedDevice device;
  const auto here = Small({});
  const auto there = Small({&device});
  std::map<std::string, Bytes> last;
  for (int step = 0; step < 4; ++step) {
    Steps::Feed(step, there->training().executable.get());
    EXPECT_TRUE(there->training().executable->Start().ok());
    last = RunFed(step, here->training().executable.get());
  }
  EXPECT_TRUE(there->training().executable->Wait().ok());
  EXPECT_EQ(Steps::Outputs(*there->training().executable), last);
  EXPECT_EQ(here->Variables(), there->Variables());
}

TEST(DeviceStep, KeepsInputsThatNobodyAsksFor) {
  CheckedDevice device;
  const auto steps = Small({&device});
  Executable* const executable = steps->test().executable.get();
  const auto first = RunFed(0, executable);
  EXPECT_TRUE(executable->Run().ok());
  EXPECT_EQ(Steps::Outputs(*executable), first);
  // Another step of which one input alone is new.
  static_cast<int64_t*>(executable->input("labels"))[0] = 9;
  static_cast<int64_t*>(executable->input("labels"))[1] = 8;
  EXPECT_TRUE(executable->Run().ok());
  const auto other = Steps::Outputs(*executable);
  EXPECT_EQ(other.at("logits"), first.at("logits"));
  EXPECT_NE(other.at("loss"), first.at("loss"));
}

TEST(DeviceStep, StartsWithInputsOfZeros) {
  CheckedDevice device;
  const auto here = Small({});
  const auto there = Small({&device});
  EXPECT_TRUE(here->test().executable->Run().ok());
  EXPECT_TRUE(there->test().executable->Run().ok());
  EXPECT_EQ(Steps::Outputs(*here->test().executable),
            Steps::Outputs(*there->test().executable));
}

TEST(DeviceStep, TimesEachNode) {
  CheckedDevice device;
  const auto here = Small({});
  const auto there = Small({&device});
  Executable* const executable = there->training().executable.get();
  RunFed(0, executable);
  RunFed(0, here->training().executable.get());
  Steps::Feed(1, executable);
  std::vector<double> seconds;
  const absl::Status status = executable->RunTimed(&seconds);
  EXPECT_TRUE(status.ok()) << status;
  EXPECT_EQ(Steps::Outputs(*executable),
            RunFed(1, here->training().executable.get()));
  ASSERT_EQ(static_cast<int>(seconds.size()), executable->graph().num_nodes());
  for (double of_node : seconds) EXPECT_GT(of_node, 0);
}

TEST(DeviceStep, SaysWhatNetworkAndDeviceFailed) {
  CheckedDevice device;
  const auto steps = Small({&device});
  device.BreakDown("stage1.conv");
  Steps::Feed(0, steps->training().executable.get());
  EXPECT_TRUE(steps->training().executable->Start().ok());
  EXPECT_EQ(steps->training().executable->Wait().message(),
            "a step of 'fashion_mnist_small' on the checked device: a fault of "
            "the device; --wait-for-each-layer finds the layer");
  EXPECT_FALSE(steps->training().executable->Start().ok());
  EXPECT_FALSE(steps->variables().Fetch().ok());
}

TEST(DeviceStep, NamesTheLayerWhereEachIsWaitedFor) {
  CheckedDevice device;
  const auto steps = Small({&device, /*wait_for_each_node=*/true});
  Executable* const executable = steps->training().executable.get();
  for (int step = 0; step < 3; ++step) RunFed(step, executable);
  EXPECT_EQ(device.recordings(), 0);
  device.BreakDown("stage2.conv");
  Steps::Feed(3, executable);
  EXPECT_EQ(executable->Start().message(),
            "a step of 'fashion_mnist_small' on the checked device: layer "
            "'stage2.conv': conv2d(f32 t[3,6,6,16], f32[32,16,3,3]) -> "
            "f32 t[3,6,6,32]: a fault of the device");
}

TEST(DeviceVariables, AreBroughtWhereTheyAreReadAndWritten) {
  CheckedDevice device;
  const auto here = Small({});
  const auto there = Small({&device});
  for (Steps* steps : {here.get(), there.get()}) {
    RunFed(0, steps->training().executable.get());
    VariableStore::Write(std::vector<double>(10, 0.5),
                         steps->variables().Find("classes.bias"));
  }
  EXPECT_EQ(RunFed(1, here->training().executable.get()),
            RunFed(1, there->training().executable.get()));
  EXPECT_EQ(here->Variables(), there->Variables());
  EXPECT_EQ(VariableStore::Read(*here->variables().Find("classes.bias")),
            VariableStore::Read(*there->variables().Find("classes.bias")));
}

TEST(DeviceVariablesDeathTest, AreNotReadBeforeTheyAreFetched) {
  CheckedDevice device;
  const auto steps = Small({&device});
  RunFed(0, steps->training().executable.get());
  EXPECT_DEATH(VariableStore::Read(*steps->variables().Find("classes.bias")),
               "host_is_old");
}

TEST(DeviceMemory, SaysWhatWouldFit) {
  // The training step fits, and then the test's, with a batch of 2, does not.
  CheckedDevice device(/*memory_bytes=*/400'000);
  const auto steps = Steps::Compile(kSmall, SmallSettings(), {&device});
  ASSERT_FALSE(steps.ok());
  EXPECT_EQ(steps.status().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(steps.status().message(),
            "a step of 'fashion_mnist_small' needs 99264 bytes of the checked "
            "device (values 98048, variables 0, inputs on their way 1216), of "
            "whose 400000 there are 95424 free; a batch of 1 would fit with "
            "--memory-limit 126760");
  CheckedDevice tiny(/*memory_bytes=*/1000);
  EXPECT_THAT(
      Steps::Compile(kSmall, SmallSettings(), {&tiny}).status().message(),
      HasSubstr("; not even a batch of 1 would fit"));
}

TEST(DeviceKernels, AreAskedAlone) {
  class OtherDevice : public CheckedDevice {
    std::string kind() const override { return "other"; }
  } device;
  const auto status =
      Steps::Compile(kSmall, SmallSettings(), {&device}).status();
  EXPECT_THAT(status.message(), HasSubstr("no kernel for"));
  EXPECT_THAT(status.message(), HasSubstr("on device other"));
}

}  // namespace
}  // namespace synfire
