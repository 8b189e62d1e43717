// The matrices of a tile's n * n products in a kernel's scratch.
#ifndef SYNFIRE_OPS_BACKEND_CPU_WINOGRAD_MATRICES_H_
#define SYNFIRE_OPS_BACKEND_CPU_WINOGRAD_MATRICES_H_

#include "ops/backend/cpu/rounding.h"

namespace synfire {

// `count` matrices of the same size, each `plane` floats after the one before:
// whole cache lines and one more, lest all begin in the same set of a cache.
struct Matrices {
  Matrices(int64_t count, int64_t floats)
      : plane(Aligned(floats * 4) / 4 + 16), size(plane * count) {}

  int64_t plane, size;
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_WINOGRAD_MATRICES_H_
