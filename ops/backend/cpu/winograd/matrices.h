// The matrices of a tile's n * n products in a kernel's scratch.
#ifndef SYNFIRE_OPS_BACKEND_CPU_WINOGRAD_MATRICES_H_
#define SYNFIRE_OPS_BACKEND_CPU_WINOGRAD_MATRICES_H_

#include "ops/backend/cpu/rounding.h"

namespace synfire {

// Products that are summed in a row before they are added to others.  Short
// enough for the first cache (a panel of them is 8 or 16 KiB); and a sum in two
// levels has smaller rounding errors.
constexpr int64_t kWinogradDepth = 128;

// `count` matrices of the same size, each `plane` floats after the one before:
// whole cache lines and one more, lest all begin in the same set of a cache.
struct Matrices {
  Matrices(int64_t count, int64_t floats)
      : plane(Aligned(floats * 4) / 4 + 16), size(plane * count) {}

  int64_t plane, size;
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_WINOGRAD_MATRICES_H_
