#include "tests/device/checked_device.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cstring>

#include "tests/device/checked_event.h"

namespace synfire {
namespace {

struct Recorded : RecordedWork {
  std::vector<CheckedWork> works;
};

}  // namespace

CheckedDevice::CheckedDevice(int64_t memory_bytes)
    : memory_bytes_(memory_bytes), compute_(this, 0), transfer_(this, 1) {}

CheckedDevice::~CheckedDevice() {
  for (const auto& [memory, block] : blocks_) {
    munmap(const_cast<char*>(memory), block.mapped);
  }
}

void CheckedDevice::Complain(const std::string& what) {
  if (status_.ok()) status_ = absl::InternalError(what);
}

void CheckedDevice::ComplainIfRecording(const std::string& what) {
  if (recording_) Complain(what + " while a step is recorded");
}

absl::StatusOr<DeviceMemoryAmounts> CheckedDevice::Memory() {
  return DeviceMemoryAmounts{memory_bytes_ - used_bytes_, memory_bytes_};
}

absl::StatusOr<void*> CheckedDevice::NewBlock(size_t bytes, bool pinned) {
  ComplainIfRecording("an allocation");
  if (bytes == 0) return nullptr;
  ++allocations_;
  const int64_t page = sysconf(_SC_PAGESIZE);
  const int64_t mapped = (static_cast<int64_t>(bytes) + page - 1) / page * page;
  void* memory = mmap(nullptr, mapped, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  SYNFIRE_CHECK(memory != MAP_FAILED);
  std::memset(memory, 0xff, bytes);  // no number
  if (!pinned) mprotect(memory, mapped, PROT_NONE);
  blocks_[static_cast<const char*>(memory)] = {
      static_cast<int64_t>(bytes), mapped, pinned, /*freed=*/false, {}};
  return memory;
}

absl::StatusOr<void*> CheckedDevice::Allocate(size_t bytes) {
  if (static_cast<int64_t>(bytes) > memory_bytes_ - used_bytes_) {
    return absl::ResourceExhaustedError(
        absl::StrCat("there are no ", bytes, " bytes"));
  }
  used_bytes_ += static_cast<int64_t>(bytes);
  return NewBlock(bytes, /*pinned=*/false);
}

absl::StatusOr<void*> CheckedDevice::AllocatePinned(size_t bytes) {
  return NewBlock(bytes, /*pinned=*/true);
}

// The addresses are not used again, so that late users are found.
void CheckedDevice::Free(void* memory) {
  ComplainIfRecording("freeing memory");
  if (memory == nullptr) return;
  const auto block = Find(memory);
  if (block == blocks_.end() || block->first != memory || block->second.freed) {
    Complain("memory is freed that was not allocated, or twice");
    return;
  }
  for (const CheckedStream* stream : {&compute_, &transfer_}) {
    for (const CheckedStream::Item& item : stream->waiting_) {
      for (const Access& access : item.work.accesses) {
        if (Find(access.memory) == block) {
          Complain("memory is freed that " + item.work.what + " still uses");
        }
      }
    }
  }
  block->second.freed = true;
  if (!block->second.pinned) used_bytes_ -= block->second.bytes;
  madvise(memory, block->second.mapped, MADV_DONTNEED);
  mprotect(memory, block->second.mapped, PROT_NONE);
}

CheckedDevice::Blocks::iterator CheckedDevice::Find(const void* memory) {
  const char* const address = static_cast<const char*>(memory);
  auto block = blocks_.upper_bound(address);
  if (block == blocks_.begin()) return blocks_.end();
  --block;
  return address < block->first + block->second.mapped ? block : blocks_.end();
}

CheckedDevice::Blocks::iterator CheckedDevice::Check(const std::string& what,
                                                     const Access& access,
                                                     bool pinned) {
  const char* const does = access.writes ? " writes" : " reads";
  const auto block = Find(access.memory);
  if (block == blocks_.end()) {
    Complain(what + does +
             (pinned ? " host memory that is not pinned" : " host memory"));
    return block;
  }
  const auto* end = static_cast<const char*>(access.memory) + access.bytes;
  if (block->second.freed) {
    Complain(what + does + " memory that was freed");
  } else if (block->second.pinned != pinned) {
    Complain(
        what + does +
        (pinned ? " the device's memory, not the host's" : " host memory"));
  } else if (end > block->first + block->second.bytes) {
    Complain(what + does + " behind the end of its memory");
  } else {
    return block;
  }
  return blocks_.end();
}

void CheckedDevice::CheckAccess(const std::string& what, const Access& access,
                                int stream, int64_t item, const Clock& before) {
  if (access.bytes == 0) return;
  auto block = Find(access.memory);
  const bool pinned = block != blocks_.end() && block->second.pinned;
  // Copies have checked which of the two it must be.
  const bool copy = what.rfind("a copy", 0) == 0;
  block = Check(what, access, copy && pinned);
  if (block == blocks_.end()) return;
  const int64_t begin = static_cast<const char*>(access.memory) - block->first;
  const std::string wrong = block->second.log.Add(
      what, stream, item, before, begin, begin + access.bytes, access.writes);
  if (!wrong.empty()) Complain(wrong);
}

absl::StatusOr<std::unique_ptr<DeviceEvent>> CheckedDevice::NewEvent() {
  return std::make_unique<CheckedEvent>();
}

void CheckedDevice::Protect(bool protect) {
  for (const auto& [memory, block] : blocks_) {
    if (block.pinned || block.freed) continue;
    mprotect(const_cast<char*>(memory), block.mapped,
             protect ? PROT_NONE : PROT_READ | PROT_WRITE);
  }
}

// Nothing but what must be done for `moment`.
void CheckedDevice::RunItems(const Clock& moment) {
  for (CheckedStream* stream : {&compute_, &transfer_}) {
    while (!stream->waiting_.empty() &&
           stream->done_ < moment.items[stream->index_]) {
      const CheckedStream::Item item = std::move(stream->waiting_.front());
      stream->waiting_.pop_front();
      ++stream->done_;
      RunItems(item.after);
      if (!status_.ok()) continue;  // a device that has failed does no more
      if (!breaks_down_.empty() &&
          item.work.what.find(breaks_down_) != std::string::npos) {
        status_ = absl::InternalError("a fault of the device");
        continue;
      }
      item.work.run();
    }
  }
}

void CheckedDevice::RunUntil(const Clock& moment) {
  Protect(false);
  RunItems(moment);
  Protect(true);
  host_.Join(moment);
  for (auto& entry : blocks_) entry.second.log.Forget(host_);
}

absl::Status CheckedDevice::Synchronize(const DeviceEvent& event) {
  ComplainIfRecording("the host waits for an event");
  const auto& checked = dynamic_cast<const CheckedEvent&>(event);
  if (!checked.recorded) Complain("the host waits for an event without moment");
  ++waits_;
  RunUntil(checked.moment);
  return status_;
}

absl::Status CheckedDevice::Synchronize() {
  ComplainIfRecording("the host waits");
  ++waits_;
  Clock all = compute_.known_;
  all.Join(transfer_.known_);
  RunUntil(all);
  return status_;
}

absl::StatusOr<double> CheckedDevice::SecondsBetween(const DeviceEvent& first,
                                                     const DeviceEvent& last) {
  const auto& a = dynamic_cast<const CheckedEvent&>(first).state->passed;
  const auto& b = dynamic_cast<const CheckedEvent&>(last).state->passed;
  if (!a.has_value() || !b.has_value()) {
    Complain("seconds between events that have not passed");
    return status_;
  }
  return std::chrono::duration<double>(*b - *a).count();
}

absl::Status CheckedDevice::Upload(void* to, const void* from, size_t bytes) {
  SYNFIRE_RETURN_IF_ERROR(Synchronize());
  if (Check("an upload", {to, int64_t(bytes), true}, false) == blocks_.end()) {
    return status_;
  }
  Protect(false);
  std::memcpy(to, from, bytes);
  Protect(true);
  return status_;
}

absl::Status CheckedDevice::Download(void* to, const void* from, size_t bytes) {
  SYNFIRE_RETURN_IF_ERROR(Synchronize());
  if (Check("a download", {from, int64_t(bytes), false}, false) ==
      blocks_.end()) {
    return status_;
  }
  Protect(false);
  std::memcpy(to, from, bytes);
  Protect(true);
  return status_;
}

absl::Status CheckedDevice::BeginRecording() {
  ComplainIfRecording("recording");
  recording_ = true;
  recorded_.clear();
  return status_;
}

absl::StatusOr<std::unique_ptr<RecordedWork>> CheckedDevice::EndRecording() {
  if (!recording_) Complain("nothing is recorded");
  recording_ = false;
  ++recordings_;
  SYNFIRE_RETURN_IF_ERROR(status_);
  auto recorded = std::make_unique<Recorded>();
  recorded->works = std::move(recorded_);
  return recorded;
}

void CheckedDevice::Replay(RecordedWork* work) {
  ComplainIfRecording("replaying");
  ++replays_;
  for (const CheckedWork& one : dynamic_cast<Recorded&>(*work).works) {
    compute_.PutItem(one);
  }
}

}  // namespace synfire
