// Arguments of kernels that may be packed (Form), read and written as floats.
//
// A kernel works on pieces that stay in the first caches; what lies plainly in
// memory is used where it is, what is packed goes through a buffer.
#ifndef SYNFIRE_OPS_BACKEND_CPU_LOOPS_PACKED_H_
#define SYNFIRE_OPS_BACKEND_CPU_LOOPS_PACKED_H_

#include "graph/op/kernel.h"
#include "ops/backend/cpu/loops/loops.h"

namespace synfire {

// Pieces start, and but for the last end, at a multiple of this many elements.
constexpr int64_t kPackedUnit = 8;

class PackedInput {
 public:
  PackedInput(const KernelArgument& argument, const Loops& loops)
      : form_(argument.form), loops_(&loops.packed) {}

  bool plain() const { return form_ == Form::kPlain; }
  Form form() const { return form_; }
  const PackedLoops& loops() const { return *loops_; }

  // Elements [first, first + count) of the argument at `base`: where they lie,
  // or in `buffer`, count floats, which is not touched if plain().
  const float* Read(const void* base, int64_t first, int64_t count,
                    float* buffer) const {
    if (plain()) return static_cast<const float*>(base) + first;
    const auto* packed = static_cast<const uint8_t*>(base);
    if (form_ == Form::kBits) {
      loops_->from_bits(packed + first / 8, count, buffer);
    } else {
      loops_->from_bytes(packed + first, count, buffer);
    }
    return buffer;
  }
  // The same as bytes.  REQUIRES: not plain.
  const uint8_t* ReadBytes(const void* base, int64_t first, int64_t count,
                           uint8_t* buffer) const {
    const auto* packed = static_cast<const uint8_t*>(base);
    if (form_ == Form::kBytes) return packed + first;
    loops_->spread_bits(packed + first / 8, count, buffer);
    return buffer;
  }

 private:
  Form form_;
  const PackedLoops* loops_;
};

class PackedOutput {
 public:
  PackedOutput(const KernelArgument& argument, const Loops& loops)
      : form_(argument.form), loops_(&loops.packed) {}

  bool plain() const { return form_ == Form::kPlain; }
  Form form() const { return form_; }

  // Where to write elements from `first` on; then Finish with the same.
  float* Begin(void* base, int64_t first, float* buffer) const {
    return plain() ? static_cast<float*>(base) + first : buffer;
  }
  void Finish(void* base, int64_t first, int64_t count,
              const float* buffer) const {
    auto* packed = static_cast<uint8_t*>(base);
    if (form_ == Form::kBits) {
      loops_->to_bits(buffer, count, packed + first / 8);
    } else if (form_ == Form::kBytes) {
      loops_->to_bytes(buffer, count, packed + first);
    }
  }

  // The same for what is bytes meanwhile.  REQUIRES: not plain.
  uint8_t* Begin(void* base, int64_t first, uint8_t* buffer) const {
    return form_ == Form::kBytes ? static_cast<uint8_t*>(base) + first : buffer;
  }
  void Finish(void* base, int64_t first, int64_t count,
              const uint8_t* buffer) const {
    if (form_ == Form::kBytes) return;
    loops_->gather_bits(buffer, count, static_cast<uint8_t*>(base) + first / 8);
  }

 private:
  Form form_;
  const PackedLoops* loops_;
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_LOOPS_PACKED_H_
