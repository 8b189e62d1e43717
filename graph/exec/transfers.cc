#include "graph/exec/transfers.h"

#include <algorithm>
#include <numeric>

#include "graph/plan/memory.h"

namespace synfire {
int64_t Transfers::StagingBytes(const std::vector<int64_t>& input_bytes) {
  int64_t sum = 0;
  for (int64_t bytes : input_bytes) sum += ArenaAligned(bytes);
  return sum;
}

absl::StatusOr<std::unique_ptr<Transfers>> Transfers::Create(
    Device* device, const std::vector<DeviceArray>& inputs,
    const std::vector<DeviceArray>& outputs) {
  std::unique_ptr<Transfers> self(new Transfers(device));
  int64_t bytes = 0;
  for (const DeviceArray& array : inputs) {
    // The first step brings the zeros of those that nobody writes.
    self->inputs_.push_back({array, bytes, /*written=*/true});
    bytes += ArenaAligned(array.bytes);
  }
  for (Slot& slot : self->slots_) {
    SYNFIRE_ASSIGN_OR_RETURN(slot.memory,
                             DeviceBuffer::AllocatePinned(device, bytes));
    SYNFIRE_ASSIGN_OR_RETURN(slot.read, device->NewEvent());
  }
  SYNFIRE_ASSIGN_OR_RETURN(self->staging_,
                           DeviceBuffer::Allocate(device, bytes));
  SYNFIRE_ASSIGN_OR_RETURN(self->in_place_, device->NewEvent());
  self->PlaceOutputs(outputs);
  SYNFIRE_ASSIGN_OR_RETURN(self->outputs_, DeviceBuffer::AllocatePinned(
                                               device, self->outputs_bytes()));
  SYNFIRE_ASSIGN_OR_RETURN(self->outputs_are_here_, device->NewEvent());
  return self;
}

void Transfers::PlaceOutputs(const std::vector<DeviceArray>& outputs) {
  std::vector<int> order(outputs.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
    return outputs[a].data < outputs[b].data;
  });
  output_offsets_.resize(outputs.size());
  for (int i : order) {
    const DeviceArray& array = outputs[i];
    output_offsets_[i] = outputs_bytes();
    if (!output_copies_.empty()) {
      OutputCopy& last = output_copies_.back();
      // Neighbours in the arena are neighbours here, and go together.
      if (last.from + ArenaAligned(last.bytes) == array.data) {
        last.bytes = ArenaAligned(last.bytes) + array.bytes;
        continue;
      }
    }
    output_copies_.push_back({array.data, output_offsets_[i], array.bytes});
  }
}

int64_t Transfers::outputs_bytes() const {
  if (output_copies_.empty()) return 0;
  const OutputCopy& last = output_copies_.back();
  return last.offset + ArenaAligned(last.bytes);
}

void* Transfers::input(int i) {
  Slot& slot = slots_[current_];
  if (slot.in_use) {
    // An error stays with the device, and the next step reports it.
    device_.Synchronize(*slot.read).IgnoreError();
    slot.in_use = false;
  }
  inputs_[i].written = true;
  return slot.memory.data() + inputs_[i].offset;
}

void Transfers::Stage() {
  DeviceStream& transfer = device_.transfer();
  Slot& slot = slots_[current_];
  bool any = false;
  for (Input& input : inputs_) {
    if (!input.written) continue;
    if (!any) transfer.WaitFor(*in_place_);
    any = true;
    transfer.CopyToDevice(staging_.data() + input.offset,
                          slot.memory.data() + input.offset, input.array.bytes);
    input.written = false;
    input.staged = true;
  }
  if (!any) return;
  transfer.Record(slot.read.get());
  slot.in_use = true;
  staged_ = slot.read.get();
  current_ = 1 - current_;
}

void Transfers::BringInputs() {
  Stage();
  DeviceStream& compute = device_.compute();
  bool any = false;
  for (Input& input : inputs_) {
    if (!input.staged) continue;
    if (!any) compute.WaitFor(*staged_);
    any = true;
    compute.CopyOnDevice(input.array.data, staging_.data() + input.offset,
                         input.array.bytes);
    input.staged = false;
  }
  if (any) compute.Record(in_place_.get());
}

absl::Status Transfers::FetchOutputs() {
  DeviceStream& compute = device_.compute();
  for (const OutputCopy& copy : output_copies_) {
    compute.CopyToHost(outputs_.data() + copy.offset, copy.from, copy.bytes);
  }
  compute.Record(outputs_are_here_.get());
  return device_.Synchronize(*outputs_are_here_);
}

const void* Transfers::output(int i) const {
  return outputs_.data() + output_offsets_[i];
}

}  // namespace synfire
