// Rounding up.
#ifndef SYNFIRE_OPS_BACKEND_CPU_ROUNDING_H_
#define SYNFIRE_OPS_BACKEND_CPU_ROUNDING_H_

#include <cstdint>

namespace synfire {

// REQUIRES: a >= 0, b > 0.
inline int64_t DivideUp(int64_t a, int64_t b) { return (a + b - 1) / b; }

// Bytes of a part of a kernel's scratch: whole cache lines.
inline int64_t Aligned(int64_t bytes) { return DivideUp(bytes, 64) * 64; }

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_ROUNDING_H_
