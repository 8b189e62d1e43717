#include "data/batch_slots.h"

#include <new>

namespace synfire {

absl::StatusOr<std::vector<Slot>> AllocateSlots(int count, int64_t batch,
                                                const Shape& sample,
                                                int64_t room) {
  constexpr size_t kAlignment = 64;
  const auto too_large = [&] {
    return absl::ResourceExhaustedError(
        absl::StrCat("loader: ", count, " batches of ", batch, " samples ",
                     sample.ToString(), " do not fit into memory"));
  };
  SYNFIRE_ASSIGN_OR_RETURN(const int64_t sample_size, sample.CheckedSize());
  const auto floats = Shape({batch, sample_size}).CheckedSize();
  if (!floats.ok()) return too_large();
  int64_t all;
  if (__builtin_add_overflow(*floats, room, &all) || all > INT64_MAX / 8) {
    return too_large();
  }
  size_t bytes = static_cast<size_t>(all) * sizeof(float);
  bytes = (bytes + kAlignment - 1) / kAlignment * kAlignment;
  try {
    std::vector<Slot> slots(count);
    for (Slot& slot : slots) {
      slot.images.reset(
          static_cast<float*>(std::aligned_alloc(kAlignment, bytes)));
      if (slot.images == nullptr) return too_large();
      slot.labels.resize(static_cast<size_t>(batch));
      slot.samples.resize(static_cast<size_t>(batch));
      slot.batch.images = slot.images.get();
      slot.batch.labels = slot.labels.data();
    }
    return slots;
  } catch (const std::bad_alloc&) {
    return too_large();
  }
}

}  // namespace synfire
