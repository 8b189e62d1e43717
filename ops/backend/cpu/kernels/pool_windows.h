// Walks over the windows of a pooling.
#ifndef SYNFIRE_OPS_BACKEND_CPU_KERNELS_POOL_WINDOWS_H_
#define SYNFIRE_OPS_BACKEND_CPU_KERNELS_POOL_WINDOWS_H_

#include <algorithm>
#include <cstdint>

#include "core/parallel.h"
#include "ops/backend/cpu/kernels/for_each_isa.h"
#include "ops/nn/pooling/pooling.h"

namespace synfire {

// Calls body(tap, offset of its row in the full image) for the taps of the
// window at (p, q) that lie inside.
template <typename Body>
void ForTaps(const PoolingSizes& s, int64_t p, int64_t q, Body&& body) {
  for (int64_t kh = 0; kh < s.window.kernel[kHeight]; ++kh) {
    const int64_t h = s.window.Source(kHeight, p, kh);
    if (h < 0 || h >= s.full[kHeight]) continue;
    for (int64_t kw = 0; kw < s.window.kernel[kWidth]; ++kw) {
      const int64_t w = s.window.Source(kWidth, q, kw);
      if (w < 0 || w >= s.full[kWidth]) continue;
      body(static_cast<uint8_t>(kh * s.window.kernel[kWidth] + kw),
           (h * s.full[kWidth] + w) * s.channels);
    }
  }
}

// Calls body(image) for each image, spread over threads.
template <typename Body>
void ForImages(const PoolingSizes& s, Body&& body) {
  const int64_t grain =
      1 + kChunkElements / std::max<int64_t>(1, s.full_size());
  ParallelFor(s.rows, grain, [&](int64_t begin, int64_t end) {
    for (int64_t image = begin; image < end; ++image) body(image);
  });
}

// Calls body(p, q, offset of the row in the pooled image) for each window of
// an image `dx` that the body adds to.  Each row of pixels is cleared when the
// first window reaches it, so that it is still in the cache when it is added
// to.
template <typename Body>
void ForWindowsOfGradient(const PoolingSizes& s, float* dx, Body&& body) {
  const int64_t width = s.full[kWidth] * s.channels;
  int64_t cleared = 0;
  const auto clear_to = [&](int64_t h) {
    if (h <= cleared) return;
    std::fill(dx + cleared * width, dx + h * width, 0.0f);
    cleared = h;
  };
  int64_t at = 0;
  for (int64_t p = 0; p < s.pooled[kHeight]; ++p) {
    clear_to(std::min(
        s.full[kHeight],
        s.window.Source(kHeight, p, s.window.kernel[kHeight] - 1) + 1));
    for (int64_t q = 0; q < s.pooled[kWidth]; ++q, at += s.channels) {
      body(p, q, at);
    }
  }
  clear_to(s.full[kHeight]);
}

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_KERNELS_POOL_WINDOWS_H_
