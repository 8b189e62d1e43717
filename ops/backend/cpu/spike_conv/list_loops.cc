// Counting and listing the non-zero elements.
#include "ops/backend/cpu/spike_conv/isa_loops.h"
#include "ops/backend/cpu/spike_conv/non_zeros.h"

namespace synfire {
namespace SYNFIRE_ISA {

int64_t CountNonZeros(const float* x, int64_t size, bool* ones) {
  int64_t count = 0, others = 0;
  for (int64_t i = 0; i < size; ++i) {
    count += x[i] != 0;
    others += x[i] != 0 && x[i] != 1;
  }
  if (others > 0) *ones = false;
  return count;
}

void ListRow(const float* x, int64_t width, int64_t channels, uint32_t* entries,
             float* values, uint32_t* starts) {
  uint32_t count = 0;
  for (int64_t w = 0; w < width; ++w) {
    starts[w] = count;
    const auto column = static_cast<uint32_t>(w * channels);
    const float* pixel = x + w * channels;
    if (values == nullptr) {
      ForNonZeros(pixel, channels, [&](int64_t c) {
        entries[count++] = column + static_cast<uint32_t>(c);
      });
    } else {
      ForNonZeros(pixel, channels, [&](int64_t c) {
        values[count] = pixel[c];
        entries[count++] = column + static_cast<uint32_t>(c);
      });
    }
  }
  starts[width] = count;
}

void CountPixel(const float* x, int64_t channels, uint32_t* counts) {
  ForNonZeros(x, channels, [&](int64_t c) { ++counts[c]; });
}

void ListPixel(const float* x, int64_t channels, uint16_t position,
               uint32_t* next, uint16_t* entries, float* values) {
  if (values == nullptr) {
    ForNonZeros(x, channels, [&](int64_t c) { entries[next[c]++] = position; });
  } else {
    ForNonZeros(x, channels, [&](int64_t c) {
      values[next[c]] = x[c];
      entries[next[c]++] = position;
    });
  }
}

}  // namespace SYNFIRE_ISA
}  // namespace synfire
