// Which elements of an argument are not zero: a bit each, whatever its form.
#ifndef SYNFIRE_OPS_BACKEND_CPU_SPIKE_CONV_SPIKE_MASKS_H_
#define SYNFIRE_OPS_BACKEND_CPU_SPIKE_CONV_SPIKE_MASKS_H_

#include "ops/backend/cpu/loops/packed.h"
#include "ops/backend/cpu/rounding.h"
#include "ops/backend/cpu/spike_conv/spike_loops.h"

namespace synfire {

// A pixel's bits begin with a byte.
inline int64_t MaskBytes(int64_t channels) { return DivideUp(channels, 8); }

class SpikeMasks {
 public:
  // Of pixels of so many channels.
  SpikeMasks(const PackedInput& x, int64_t channels, const SpikeLoops& loops)
      : form_(x.form()),
        channels_(channels),
        packed_(x.loops()),
        loops_(loops) {}

  // Bytes of the buffer that Read needs.
  int64_t BufferBytes(int64_t pixels) const {
    return in_place() ? 0 : Aligned(pixels * MaskBytes(channels_));
  }
  bool in_place() const { return form_ == Form::kBits; }

  // The bits of pixels from element `first` of the argument at `base` on, each
  // pixel's from a byte of its own on: where they lie, or in `buffer`.
  const uint8_t* Read(const void* base, int64_t first, int64_t pixels,
                      uint8_t* buffer) const {
    if (in_place()) return static_cast<const uint8_t*>(base) + first / 8;
    const bool close = channels_ % 8 == 0;
    const int64_t pieces = close ? 1 : pixels;
    const int64_t size = close ? pixels * channels_ : channels_;
    for (int64_t i = 0; i < pieces; ++i) {
      uint8_t* const to = buffer + i * MaskBytes(channels_);
      const int64_t at = first + i * size;
      if (form_ == Form::kBytes) {
        packed_.gather_bits(Bytes(base) + at, size, to);
      } else {
        packed_.to_bits(Floats(base) + at, size, to);
      }
    }
    return buffer;
  }

  // values[i] = element first + entries[i].  REQUIRES: not in_place(), where
  // all are 1.
  void Take(const void* base, int64_t first, const uint32_t* entries,
            int64_t count, float* values) const {
    if (form_ == Form::kBytes) {
      loops_.take_bytes(Bytes(base) + first, entries, count, values);
    } else {
      loops_.take_floats(Floats(base) + first, entries, count, values);
    }
  }

  // Where a tile whose first element is `first` takes its values.
  void SetElements(const void* base, int64_t first, TilePixels* pixels) const {
    pixels->bytes = form_ == Form::kBytes ? Bytes(base) + first : nullptr;
    pixels->floats = form_ == Form::kPlain ? Floats(base) + first : nullptr;
  }

 private:
  static const uint8_t* Bytes(const void* base) {
    return static_cast<const uint8_t*>(base);
  }
  static const float* Floats(const void* base) {
    return static_cast<const float*>(base);
  }

  const Form form_;
  const int64_t channels_;
  const PackedLoops& packed_;
  const SpikeLoops& loops_;
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_SPIKE_CONV_SPIKE_MASKS_H_
