// A step's inputs on their way to a device, and its outputs on theirs back.
//
//   host: two slots of pinned memory ──transfer stream──> staging on the device
//         ──compute stream, when the step begins──> the step's own inputs
//
// While the device computes one step, the host writes the next one's inputs and
// they are staged; what the step reads has one address, so that it can be
// recorded.  The slot that is written is never the one that is being read.
#ifndef SYNFIRE_GRAPH_EXEC_TRANSFERS_H_
#define SYNFIRE_GRAPH_EXEC_TRANSFERS_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "core/device_buffer.h"
#include "core/status.h"

namespace synfire {

// Of a step, in the device's memory.
struct DeviceArray {
  char* data;
  int64_t bytes;
};

// Threads: as the device.
class Transfers {
 public:
  // The device's memory that inputs of these sizes take beside the step's own.
  static int64_t StagingBytes(const std::vector<int64_t>& input_bytes);

  // Errors: those of allocating.
  static absl::StatusOr<std::unique_ptr<Transfers>> Create(
      Device* device, const std::vector<DeviceArray>& inputs,
      const std::vector<DeviceArray>& outputs);

  // Where the next step's input `i` is to be written, whole; until the next
  // Stage.  Those that are not asked for keep what they have, zeros at first.
  void* input(int i);
  // Puts what was written on its way.
  void Stage();
  // Stages what is not yet, and puts all into place, on the compute stream.
  void BringInputs();
  // Brings all outputs behind the work of the compute stream, and waits.
  absl::Status FetchOutputs();
  // As it was at the last FetchOutputs.
  const void* output(int i) const;

 private:
  struct Input {
    DeviceArray array;
    int64_t offset;                        // in the slots, and in staging
    bool written = false, staged = false;  // and not yet staged, in place
  };
  struct Slot {
    DeviceBuffer memory;
    std::unique_ptr<DeviceEvent> read;  // what was written to it
    bool in_use = false;                // `read` may not have come
  };
  // Outputs that lie side by side are brought by one copy.
  struct OutputCopy {
    const char* from;
    int64_t offset, bytes;
  };

  explicit Transfers(Device* device) : device_(*device) {}
  void PlaceOutputs(const std::vector<DeviceArray>& outputs);
  int64_t outputs_bytes() const;

  Device& device_;
  std::vector<Input> inputs_;
  Slot slots_[2];
  int current_ = 0;  // the slot that is written
  DeviceBuffer staging_;
  DeviceEvent* staged_ = nullptr;          // the last slot's
  std::unique_ptr<DeviceEvent> in_place_;  // staging may be written again
  std::vector<int64_t> output_offsets_;
  std::vector<OutputCopy> output_copies_;
  DeviceBuffer outputs_;  // pinned
  std::unique_ptr<DeviceEvent> outputs_are_here_;
};

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_EXEC_TRANSFERS_H_
