// Dropout (ops/nn/dropout): a thread draws for kLanes neighbouring elements
// once, for all steps.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_ELEMENTS_DROPOUT_BODY_H_
#define SYNFIRE_OPS_BACKEND_CUDA_ELEMENTS_DROPOUT_BODY_H_

#include "core/rng.h"
#include "ops/backend/cuda/elements/element_body.h"

namespace synfire {

// REQUIRES: kLanes divides the size.
template <int kLanes>
struct DropoutBody {
  using Shared = NothingShared;
  static constexpr int kThreads = kElementThreads, kPhases = 1;
  static_assert(4 % kLanes == 0, "a thread's elements share one Philox");

  int64_t size, steps;
  double probability;
  float kept;                  // what is not dropped is multiplied by
  uint64_t purpose;            // DropoutPurpose
  const int64_t *seed, *step;  // in the device's memory
  const float* x;
  float* y;

  template <int kPhase>
  SYNFIRE_HOST_DEVICE void Run(Place at, Shared*) const {
    using R = FloatLanes<kLanes>;
    const int64_t n = (at.block * kThreads + at.thread) * kLanes;
    if (n >= size) return;
    const RandomKey key = MixRandomKey(static_cast<uint64_t>(*seed), purpose);
    const RandomWords words =
        Philox(key, static_cast<uint64_t>(*step), static_cast<uint64_t>(n) / 4);
    bool keep[kLanes];
    SYNFIRE_UNROLL for (int i = 0; i < kLanes; ++i) {
      keep[i] = UniformOfWord(words.word[(n + i) % 4]) >= probability;
    }
    for (int64_t t = 0; t < steps; ++t) {
      R v = R::Load(x + t * size + n);
      SYNFIRE_UNROLL for (int i = 0; i < kLanes; ++i) {
        v.lane[i] = keep[i] ? kept * v.lane[i] : 0.0f;
      }
      v.Store(y + t * size + n);
    }
  }
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_ELEMENTS_DROPOUT_BODY_H_
