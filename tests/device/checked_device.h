// A device of the tests, in host memory, which does nothing before it must and
// complains of everything that would go wrong on a real one:
//
//   work that reads or writes what another stream writes, without an event
//   between; memory that is the host's, was freed, or is passed over its end; a
//   copy of host memory that is not pinned; waiting, allocating or freeing
//   while a step is recorded; an event that was never recorded
//
// The first complaint becomes status(), Internal.  The host cannot touch the
// device's memory, which traps.
#ifndef SYNFIRE_TESTS_DEVICE_CHECKED_DEVICE_H_
#define SYNFIRE_TESTS_DEVICE_CHECKED_DEVICE_H_

#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/device.h"
#include "ops/backend/cuda/launch/host_launcher.h"
#include "tests/device/access_log.h"

namespace synfire {

class CheckedDevice;

constexpr char kCheckedDevice[] = "checked";  // Device::kind

struct CheckedWork {
  std::string what;  // for complaints
  std::vector<Access> accesses;
  std::function<void()> run;
};

class CheckedStream : public DeviceStream, public HostStream {
 public:
  // Of KernelArgs::stream.
  static CheckedStream& Of(void* handle);

  void* handle() override { return static_cast<HostStream*>(this); }
  void CopyToDevice(void* to, const void* from, size_t bytes) override;
  void CopyToHost(void* to, const void* from, size_t bytes) override;
  void CopyOnDevice(void* to, const void* from, size_t bytes) override;
  void Record(DeviceEvent* event) override;
  void WaitFor(const DeviceEvent& event) override;
  // A kernel that does not say what it accesses.
  void Put(std::function<void()> work) override;
  void PutWork(CheckedWork work);

 private:
  friend class CheckedDevice;
  struct Item {
    CheckedWork work;
    Clock after;  // other streams' items that come before it
  };

  CheckedStream(CheckedDevice* device, int index)
      : device_(*device), index_(index) {}
  void Copy(const char* what, void* to, const void* from, size_t bytes);
  void PutItem(CheckedWork work, const Clock& after = {});

  CheckedDevice& device_;
  const int index_;
  std::deque<Item> waiting_;
  int64_t done_ = 0;
  Clock known_;  // what comes before the next item, all items put here included
};

class CheckedDevice : public Device {
 public:
  explicit CheckedDevice(int64_t memory_bytes = int64_t{1} << 30);
  ~CheckedDevice() override;

  std::string kind() const override { return kCheckedDevice; }
  std::string name() const override { return "the checked device"; }
  absl::StatusOr<DeviceMemoryAmounts> Memory() override;
  absl::StatusOr<void*> Allocate(size_t bytes) override;
  absl::StatusOr<void*> AllocatePinned(size_t bytes) override;
  void Free(void* memory) override;
  void FreePinned(void* memory) override { Free(memory); }
  DeviceStream& compute() override { return compute_; }
  DeviceStream& transfer() override { return transfer_; }
  absl::StatusOr<std::unique_ptr<DeviceEvent>> NewEvent() override;
  absl::Status Synchronize(const DeviceEvent& event) override;
  absl::Status Synchronize() override;
  absl::StatusOr<double> SecondsBetween(const DeviceEvent& first,
                                        const DeviceEvent& last) override;
  absl::Status Upload(void* to, const void* from, size_t bytes) override;
  absl::Status Download(void* to, const void* from, size_t bytes) override;
  absl::Status BeginRecording() override;
  absl::StatusOr<std::unique_ptr<RecordedWork>> EndRecording() override;
  void Replay(RecordedWork* work) override;
  absl::Status status() override { return status_; }

  // From then on, running work whose name contains `what` is an error, as a
  // fault of a kernel is: known when somebody waits, and for good.
  void BreakDown(const std::string& what) { breaks_down_ = what; }

  // Since the device was made.
  int recordings() const { return recordings_; }
  int replays() const { return replays_; }
  int allocations() const { return allocations_; }
  int waits() const { return waits_; }        // of the host
  int launches() const { return launches_; }  // CheckedStream::Put

 private:
  friend class CheckedStream;
  struct Block {
    int64_t bytes, mapped;
    bool pinned, freed;
    AccessLog log;
  };
  using Blocks = std::map<const char*, Block>;

  void Complain(const std::string& what);
  void ComplainIfRecording(const std::string& what);
  absl::StatusOr<void*> NewBlock(size_t bytes, bool pinned);
  Blocks::iterator Find(const void* memory);
  // The block in which it lies; complains where there is none, and returns end.
  Blocks::iterator Check(const std::string& what, const Access& access,
                         bool pinned);
  void CheckAccess(const std::string& what, const Access& access, int stream,
                   int64_t item, const Clock& before);
  void RunUntil(const Clock& moment);
  void RunItems(const Clock& moment);
  void Protect(bool protect);

  const int64_t memory_bytes_;
  int64_t used_bytes_ = 0;
  Blocks blocks_;
  CheckedStream compute_, transfer_;
  Clock host_;  // what the host has waited for
  bool recording_ = false;
  std::vector<CheckedWork> recorded_;
  std::string breaks_down_;
  absl::Status status_;
  int recordings_ = 0, replays_ = 0, allocations_ = 0, waits_ = 0;
  int launches_ = 0;
};

}  // namespace synfire

#endif  // SYNFIRE_TESTS_DEVICE_CHECKED_DEVICE_H_
