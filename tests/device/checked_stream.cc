#include <cstring>

#include "tests/device/checked_device.h"
#include "tests/device/checked_event.h"

namespace synfire {

CheckedStream& CheckedStream::Of(void* handle) {
  return dynamic_cast<CheckedStream&>(*static_cast<HostStream*>(handle));
}

void CheckedStream::PutItem(CheckedWork work, const Clock& after) {
  known_.Join(device_.host_);
  known_.Join(after);
  const int64_t item = ++known_.items[index_];
  for (const Access& access : work.accesses) {
    device_.CheckAccess(work.what, access, index_, item, known_);
  }
  waiting_.push_back({std::move(work), after});
}

void CheckedStream::PutWork(CheckedWork work) {
  if (device_.recording_ && this == &device_.compute_) {
    device_.recorded_.push_back(std::move(work));
  } else {
    PutItem(std::move(work));
  }
}

void CheckedStream::Put(std::function<void()> work) {
  ++device_.launches_;
  PutWork({"a kernel", {}, std::move(work)});
}

void CheckedStream::Copy(const char* what, void* to, const void* from,
                         size_t bytes) {
  const auto size = static_cast<int64_t>(bytes);
  PutWork({what,
           {{from, size, /*writes=*/false}, {to, size, /*writes=*/true}},
           [=] { std::memcpy(to, from, bytes); }});
}

void CheckedStream::CopyToDevice(void* to, const void* from, size_t bytes) {
  device_.Check("a copy to the device", {from, int64_t(bytes), false}, true);
  device_.Check("a copy to the device", {to, int64_t(bytes), true}, false);
  Copy("a copy to the device", to, from, bytes);
}

void CheckedStream::CopyToHost(void* to, const void* from, size_t bytes) {
  device_.Check("a copy to the host", {from, int64_t(bytes), false}, false);
  device_.Check("a copy to the host", {to, int64_t(bytes), true}, true);
  Copy("a copy to the host", to, from, bytes);
}

void CheckedStream::CopyOnDevice(void* to, const void* from, size_t bytes) {
  device_.Check("a copy on the device", {from, int64_t(bytes), false}, false);
  device_.Check("a copy on the device", {to, int64_t(bytes), true}, false);
  Copy("a copy on the device", to, from, bytes);
}

void CheckedStream::Record(DeviceEvent* event) {
  if (this == &device_.compute_) device_.ComplainIfRecording("an event");
  auto& checked = dynamic_cast<CheckedEvent&>(*event);
  PutItem({"an event", {}, [state = checked.state] {
             state->passed = std::chrono::steady_clock::now();
           }});
  checked.recorded = true;
  checked.moment = known_;
}

void CheckedStream::WaitFor(const DeviceEvent& event) {
  if (this == &device_.compute_) device_.ComplainIfRecording("a wait");
  const auto& checked = dynamic_cast<const CheckedEvent&>(event);
  if (!checked.recorded) return;
  PutItem({"a wait", {}, [] {}}, checked.moment);
}

}  // namespace synfire
