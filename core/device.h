// A device that computes in memory of its own.
//
// Work is put on streams: each does its own in order, two of them side by side.
// What one stream is to see of the other is ordered by events.  Putting work
// there does not wait for it, and reports nothing: the first error stays with
// the device (status), asynchronous ones as soon as they are known, and after
// it nothing that the device holds means anything.
//
// Threads: one at a time.  Whatever is made here is owned by the caller and
// must not outlive the device.
#ifndef SYNFIRE_CORE_DEVICE_H_
#define SYNFIRE_CORE_DEVICE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "core/status.h"

namespace synfire {

// A moment of a stream: all that was put there before it was recorded.
class DeviceEvent {
 public:
  virtual ~DeviceEvent() = default;
};

// Work that was recorded, to be done again with the same addresses.
class RecordedWork {
 public:
  virtual ~RecordedWork() = default;
};

class DeviceStream {
 public:
  virtual ~DeviceStream() = default;

  // What kernels of the device take (KernelArgs::stream, graph/op/kernel.h).
  virtual void* handle() = 0;

  // REQUIRES: host memory is pinned (Device::AllocatePinned), and stays as it
  // is until the copy is done.
  virtual void CopyToDevice(void* to, const void* from, size_t bytes) = 0;
  virtual void CopyToHost(void* to, const void* from, size_t bytes) = 0;
  // Both in the device's memory; they do not overlap.
  virtual void CopyOnDevice(void* to, const void* from, size_t bytes) = 0;

  // An event may be recorded again; it then means the later moment.
  virtual void Record(DeviceEvent* event) = 0;
  // What follows here waits for `event`; not at all if it was never recorded.
  virtual void WaitFor(const DeviceEvent& event) = 0;
};

struct DeviceMemoryAmounts {
  int64_t free_bytes = 0, total_bytes = 0;
};

class Device {
 public:
  virtual ~Device() = default;

  virtual std::string kind() const = 0;  // KernelCandidate::device: "cuda"
  virtual std::string name() const = 0;  // of this one, as its maker calls it
  virtual absl::StatusOr<DeviceMemoryAmounts> Memory() = 0;

  // Aligned to 256 bytes, contents undefined; null for 0 bytes.
  // ResourceExhausted where there is not so much; that is no error of status().
  virtual absl::StatusOr<void*> Allocate(size_t bytes) = 0;
  // Host memory that copies of streams take; likewise.
  virtual absl::StatusOr<void*> AllocatePinned(size_t bytes) = 0;
  // REQUIRE: no work that uses it is left.  Null is nothing.
  virtual void Free(void* memory) = 0;
  virtual void FreePinned(void* memory) = 0;

  virtual DeviceStream& compute() = 0;   // for kernels
  virtual DeviceStream& transfer() = 0;  // for copies beside them
  virtual absl::StatusOr<std::unique_ptr<DeviceEvent>> NewEvent() = 0;
  // The host waits.
  virtual absl::Status Synchronize(const DeviceEvent& event) = 0;
  virtual absl::Status Synchronize() = 0;  // for all work
  // From one moment of the compute stream to another.  REQUIRES: both passed.
  virtual absl::StatusOr<double> SecondsBetween(const DeviceEvent& first,
                                                const DeviceEvent& last) = 0;

  // Wait for all work, then copy from or to any host memory, and are done.
  virtual absl::Status Upload(void* to, const void* from, size_t bytes) = 0;
  virtual absl::Status Download(void* to, const void* from, size_t bytes) = 0;

  // Between the two, what is put on the compute stream is not done but kept.
  // Meanwhile the host must not wait, nor memory be allocated or freed, nor the
  // compute stream wait for an event from outside.
  virtual absl::Status BeginRecording() = 0;
  virtual absl::StatusOr<std::unique_ptr<RecordedWork>> EndRecording() = 0;
  // Puts it all on the compute stream.  The work outlives that.
  virtual void Replay(RecordedWork* work) = 0;

  // The first error, as far as it is known without waiting.
  virtual absl::Status status() = 0;
};

}  // namespace synfire

#endif  // SYNFIRE_CORE_DEVICE_H_
