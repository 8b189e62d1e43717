// The checked device does what a device does, and finds what it is for.
#include "tests/device/checked_device.h"

#include <gtest/gtest.h>

#include <cstring>

#include "core/device_buffer.h"

namespace synfire {
namespace {

constexpr int kBytes = 64;

class CheckedDeviceTest : public testing::Test {
 protected:
  CheckedDeviceTest()
      : memory_(*DeviceBuffer::Allocate(&device_, kBytes)),
        other_(*DeviceBuffer::Allocate(&device_, kBytes)),
        pinned_(*DeviceBuffer::AllocatePinned(&device_, kBytes)),
        event_(*device_.NewEvent()) {}

  void ExpectComplaint(const std::string& words) {
    EXPECT_EQ(device_.status().message(), words);
  }

  CheckedDevice device_;
  DeviceBuffer memory_, other_, pinned_;
  std::unique_ptr<DeviceEvent> event_;
  char host_[kBytes] = {};
};

TEST_F(CheckedDeviceTest, DoesNothingBeforeItMust) {
  pinned_.data()[0] = 1;
  device_.transfer().CopyToDevice(memory_.data(), pinned_.data(), kBytes);
  device_.transfer().Record(event_.get());
  device_.compute().WaitFor(*event_);
  device_.compute().CopyOnDevice(other_.data(), memory_.data(), kBytes);
  pinned_.data()[0] = 2;  // a fault of the host, which shows
  EXPECT_TRUE(device_.Download(host_, other_.data(), kBytes).ok());
  EXPECT_EQ(host_[0], 2);
}

TEST_F(CheckedDeviceTest, DoesRecordedWorkWhenItIsReplayed) {
  host_[0] = 3;
  EXPECT_TRUE(device_.Upload(memory_.data(), host_, kBytes).ok());
  EXPECT_TRUE(device_.BeginRecording().ok());
  device_.compute().CopyOnDevice(other_.data(), memory_.data(), kBytes);
  auto recorded = device_.EndRecording();
  ASSERT_TRUE(recorded.ok());
  EXPECT_TRUE(device_.Download(host_, other_.data(), kBytes).ok());
  EXPECT_NE(host_[0], 3);
  device_.Replay(recorded->get());
  EXPECT_TRUE(device_.Download(host_, other_.data(), kBytes).ok());
  EXPECT_EQ(host_[0], 3);
}

TEST_F(CheckedDeviceTest, FindsAReadBeforeTheEventThatMakesIt) {
  device_.transfer().CopyToDevice(memory_.data(), pinned_.data(), kBytes);
  device_.compute().CopyOnDevice(other_.data(), memory_.data(), kBytes);
  ExpectComplaint(
      "a copy on the device reads what a copy to the device writes on the "
      "other stream, and no event is between them");
}

TEST_F(CheckedDeviceTest, FindsAWriteOfWhatIsStillRead) {
  device_.compute().CopyOnDevice(other_.data(), memory_.data(), kBytes);
  device_.transfer().CopyToDevice(memory_.data(), pinned_.data(), kBytes);
  ExpectComplaint(
      "a copy to the device writes what a copy on the device reads on the "
      "other stream, and no event is between them");
}

TEST_F(CheckedDeviceTest, FindsAnEventThatIsRecordedTooEarly) {
  device_.transfer().Record(event_.get());
  device_.transfer().CopyToDevice(memory_.data(), pinned_.data(), kBytes);
  device_.compute().WaitFor(*event_);
  device_.compute().CopyOnDevice(other_.data(), memory_.data(), kBytes);
  EXPECT_FALSE(device_.status().ok());
}

TEST_F(CheckedDeviceTest, TakesStreamsThatShareNothing) {
  device_.transfer().CopyToDevice(memory_.data(), pinned_.data(), 32);
  device_.compute().CopyOnDevice(other_.data(), memory_.data() + 32, 32);
  EXPECT_TRUE(device_.Synchronize().ok());
}

TEST_F(CheckedDeviceTest, TakesWhatTheHostHasWaitedFor) {
  device_.transfer().CopyToDevice(memory_.data(), pinned_.data(), kBytes);
  EXPECT_TRUE(device_.Synchronize().ok());
  device_.compute().CopyOnDevice(other_.data(), memory_.data(), kBytes);
  EXPECT_TRUE(device_.Synchronize().ok());
}

TEST_F(CheckedDeviceTest, FindsMemoryOfTheHost) {
  device_.compute().CopyOnDevice(memory_.data(), host_, kBytes);
  ExpectComplaint("a copy on the device reads host memory");
}

TEST_F(CheckedDeviceTest, FindsHostMemoryThatIsNotPinned) {
  device_.compute().CopyToHost(host_, memory_.data(), kBytes);
  ExpectComplaint("a copy to the host writes host memory that is not pinned");
}

TEST_F(CheckedDeviceTest, FindsMemoryThatWasFreed) {
  char* const freed = memory_.data();
  { const DeviceBuffer ends = std::move(memory_); }
  device_.compute().CopyOnDevice(other_.data(), freed, kBytes);
  ExpectComplaint("a copy on the device reads memory that was freed");
}

TEST_F(CheckedDeviceTest, FindsMemoryThatIsFreedInUse) {
  device_.compute().CopyOnDevice(other_.data(), memory_.data(), kBytes);
  { const DeviceBuffer ends = std::move(memory_); }
  ExpectComplaint("memory is freed that a copy on the device still uses");
}

TEST_F(CheckedDeviceTest, FindsAReadBehindTheEnd) {
  device_.compute().CopyOnDevice(other_.data(), memory_.data() + 1, kBytes);
  ExpectComplaint("a copy on the device reads behind the end of its memory");
}

TEST_F(CheckedDeviceTest, FindsWaitingInsideARecordedStep) {
  EXPECT_TRUE(device_.BeginRecording().ok());
  EXPECT_FALSE(device_.Synchronize().ok());
  ExpectComplaint("the host waits while a step is recorded");
}

TEST_F(CheckedDeviceTest, FindsAllocationsInsideARecordedStep) {
  EXPECT_TRUE(device_.BeginRecording().ok());
  EXPECT_TRUE(device_.Allocate(kBytes).ok());
  ExpectComplaint("an allocation while a step is recorded");
}

using CheckedDeviceDeathTest = CheckedDeviceTest;

TEST_F(CheckedDeviceDeathTest, TrapsTheHostInItsMemory) {
  EXPECT_DEATH(std::memset(memory_.data(), 0, 1), "");
}

}  // namespace
}  // namespace synfire
