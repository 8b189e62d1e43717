// Counting the non-zero elements, and fetching those listed.
#include "ops/backend/cpu/spike_conv/isa_loops.h"

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

void TakeFloats(const float* x, const uint32_t* entries, int64_t count,
                float* values) {
  for (int64_t i = 0; i < count; ++i) values[i] = x[entries[i]];
}
void TakeBytes(const uint8_t* x, const uint32_t* entries, int64_t count,
               float* values) {
  for (int64_t i = 0; i < count; ++i) {
    values[i] = static_cast<float>(x[entries[i]]);
  }
}

}  // namespace SYNFIRE_ISA
}  // namespace synfire
