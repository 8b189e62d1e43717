// What a CUDA device does with work, and whole steps on one.  SKIPPED, with the
// reason, where there is none.
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>

#include "core/device_buffer.h"
#include "ops/all_ops.h"
#include "ops/backend/cuda/backend.h"
#include "tests/device/steps.h"

namespace synfire {
namespace {

constexpr int kBytes = 1 << 20;

class CudaDeviceTest : public testing::Test {
 protected:
  void SetUp() override {
    const auto opened =
        OpenCudaBackend({testing::TempDir() + "/cuda_device_test.plans"});
    if (!opened.ok()) GTEST_SKIP() << opened.status().message();
    device_ = *opened;
  }

  DeviceBuffer Allocate() {
    auto buffer = DeviceBuffer::Allocate(device_, kBytes);
    SYNFIRE_CHECK(buffer.ok());
    return *std::move(buffer);
  }

  Device* device_ = nullptr;
};

TEST_F(CudaDeviceTest, CopiesInTheOrderOfEvents) {
  const DeviceBuffer first = Allocate(), second = Allocate();
  const DeviceBuffer pinned = *DeviceBuffer::AllocatePinned(device_, kBytes);
  std::memset(pinned.data(), 3, kBytes);
  const auto event = *device_->NewEvent();
  device_->transfer().CopyToDevice(first.data(), pinned.data(), kBytes);
  device_->transfer().Record(event.get());
  device_->compute().WaitFor(*event);
  device_->compute().CopyOnDevice(second.data(), first.data(), kBytes);
  std::vector<char> here(kBytes);
  ASSERT_TRUE(device_->Download(here.data(), second.data(), kBytes).ok());
  EXPECT_EQ(here, std::vector<char>(kBytes, 3));
}

TEST_F(CudaDeviceTest, ReplaysWhatWasRecorded) {
  const DeviceBuffer first = Allocate(), second = Allocate();
  ASSERT_TRUE(device_->BeginRecording().ok());
  device_->compute().CopyOnDevice(second.data(), first.data(), kBytes);
  auto recorded = device_->EndRecording();
  ASSERT_TRUE(recorded.ok()) << recorded.status();
  for (char value : {5, 6}) {
    std::vector<char> here(kBytes, value);
    ASSERT_TRUE(device_->Upload(first.data(), here.data(), kBytes).ok());
    device_->Replay(recorded->get());
    here.assign(kBytes, 0);
    ASSERT_TRUE(device_->Download(here.data(), second.data(), kBytes).ok());
    EXPECT_EQ(here, std::vector<char>(kBytes, value));
  }
}

TEST_F(CudaDeviceTest, SaysThatThereIsNotSoMuchMemory) {
  const auto memory = device_->Memory();
  ASSERT_TRUE(memory.ok());
  EXPECT_GT(memory->free_bytes, 0);
  const auto status =
      DeviceBuffer::Allocate(device_, 2 * memory->total_bytes).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_TRUE(device_->status().ok());
}

void ExpectNear(const Bytes& here, const Bytes& there, double tolerance) {
  ASSERT_EQ(here.size(), there.size());
  for (size_t i = 0; i < here.size(); i += sizeof(float)) {
    float a, b;
    std::memcpy(&a, here.data() + i, sizeof a);
    std::memcpy(&b, there.data() + i, sizeof b);
    EXPECT_NEAR(a, b, tolerance * (1 + std::abs(a)));
  }
}

void ExpectStepsOfTheHost(const std::string& file,
                          const std::vector<std::string>& settings,
                          Device* device) {
  auto here = Steps::Compile(file, settings, {}, AllOps());
  auto there = Steps::Compile(file, settings, {device}, AllOps());
  ASSERT_TRUE(here.ok()) << here.status();
  ASSERT_TRUE(there.ok()) << there.status();
  for (int step = 0; step < 4; ++step) {
    for (Steps* steps : {here->get(), there->get()}) {
      Executable* const executable = steps->training().executable.get();
      Steps::Feed(step, executable);
      const absl::Status run = executable->Run();
      ASSERT_TRUE(run.ok()) << run;
    }
    // Sums are taken in other orders, and after an update a spike may turn.
    ExpectNear(Steps::Outputs(*(*here)->training().executable).at("loss"),
               Steps::Outputs(*(*there)->training().executable).at("loss"),
               step == 0 ? 1e-4 : 2e-2);
  }
}

TEST_F(CudaDeviceTest, TrainsASmallNetworkAsTheHostDoes) {
  ExpectStepsOfTheHost("models/fashion_mnist/small.train.prototxt", {},
                       device_);
}

TEST_F(CudaDeviceTest, TrainsResidualBlocksAsTheHostDoes) {
  ExpectStepsOfTheHost("models/fashion_mnist/deep_sew.train.prototxt",
                       {"param.n=1"}, device_);
}

TEST_F(CudaDeviceTest, TrainsARecurrentNetworkAsTheHostDoes) {
  ExpectStepsOfTheHost("models/shd/recurrent.train.prototxt", {"steps=10"},
                       device_);
}

// The same bytes each time: what is replayed is what ran first.
TEST_F(CudaDeviceTest, RepeatsItself) {
  std::map<std::string, Bytes> first;
  for (int run = 0; run < 2; ++run) {
    auto steps = Steps::Compile("models/fashion_mnist/small.train.prototxt", {},
                                {device_}, AllOps());
    ASSERT_TRUE(steps.ok()) << steps.status();
    for (int step = 0; step < 3; ++step) {
      Executable* const executable = (*steps)->training().executable.get();
      Steps::Feed(step, executable);
      ASSERT_TRUE(executable->Run().ok());
    }
    const auto variables = (*steps)->Variables();
    if (run == 0) first = variables;
    EXPECT_EQ(variables, first);
  }
}

}  // namespace
}  // namespace synfire
