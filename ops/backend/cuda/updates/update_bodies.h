// Steps of optimizers (ops/optim) over one parameter.
//
// The learning rate, the scale of the gradient and the count of steps are in
// the device's memory: a step that was captured once is replayed with others.
// Outputs may be the inputs of the same meaning.  Bytes: each array once.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_UPDATES_UPDATE_BODIES_H_
#define SYNFIRE_OPS_BACKEND_CUDA_UPDATES_UPDATE_BODIES_H_

#include <cmath>

#include "ops/backend/cuda/launch/block.h"
#include "ops/backend/cuda/launch/lanes.h"

namespace synfire {

constexpr int kUpdateThreads = 256;  // of a block

// Arrays [size]; null: absent.  REQUIRES: kLanes divides the size.
template <int kLanes>
struct SgdBody {
  using Shared = NothingShared;
  static constexpr int kThreads = kUpdateThreads, kPhases = 1;

  float momentum, dampening, decay;
  bool nesterov;
  int64_t size;
  const float *param, *grad, *velocity;
  const float *lr, *grad_scale;
  const int64_t* step;
  float *next, *next_velocity;

  template <int kPhase>
  SYNFIRE_HOST_DEVICE void Run(Place at, Shared*) const {
    using R = FloatLanes<kLanes>;
    const int64_t n = (at.block * kThreads + at.thread) * kLanes;
    if (n >= size) return;
    const float scale = grad_scale ? *grad_scale : 1.0f;
    const float share = step && *step == 0 ? 1.0f : 1.0f - dampening;
    const R before = R::Load(param + n);
    const R g = R(scale) * R::Load(grad + n) + R(decay) * before;
    R d = g;
    if (velocity) {
      const R v = R(momentum) * R::Load(velocity + n) + R(share) * g;
      v.Store(next_velocity + n);
      d = nesterov ? g + R(momentum) * v : v;
    }
    (before - R(*lr) * d).Store(next + n);
  }
};

// What a step of Adam multiplies by, in f32.
struct AdamFactors {
  float keep, decay, scale, rate, correction;
};

// Arrays [size].  A block's first thread makes the factors, which take two
// powers; so blocks are few and go over the array together.  REQUIRES: kLanes
// divides the size.
template <int kLanes>
struct AdamBody {
  using Shared = AdamFactors;
  static constexpr int kThreads = kUpdateThreads, kPhases = 2;
  static constexpr int64_t kMostBlocks = 1024;

  double beta1, beta2, epsilon, weight_decay;
  bool decoupled;
  int64_t size, blocks;
  const float *param, *grad, *m, *v;
  const float *lr, *grad_scale;  // grad_scale: null where absent
  const int64_t* step;
  float *next, *next_m, *next_v;

  static int64_t BlocksOf(int64_t size) {
    const int64_t blocks = BlocksFor(size, int64_t{kThreads} * kLanes);
    return blocks < kMostBlocks ? blocks : kMostBlocks;
  }

  template <int kPhase>
  SYNFIRE_HOST_DEVICE void Run(Place at, Shared* shared) const {
    if constexpr (kPhase == 0) {
      if (at.thread == 0) *shared = Factors();
    } else {
      for (int64_t group = at.block * kThreads + at.thread;
           group * kLanes < size; group += blocks * kThreads) {
        Update(*shared, group * kLanes);
      }
    }
  }

 private:
  SYNFIRE_HOST_DEVICE AdamFactors Factors() const {
    const double rate = *lr;
    const double n = static_cast<double>(*step) + 1;
    AdamFactors f;
    f.keep = static_cast<float>(decoupled ? 1 - rate * weight_decay : 1.0);
    f.decay = static_cast<float>(decoupled ? 0.0 : weight_decay);
    f.scale = grad_scale ? *grad_scale : 1.0f;
    f.rate = static_cast<float>(rate / (1 - std::pow(beta1, n)));
    f.correction = static_cast<float>(1 / std::sqrt(1 - std::pow(beta2, n)));
    return f;
  }

  SYNFIRE_HOST_DEVICE void Update(const AdamFactors& f, int64_t n) const {
    using R = FloatLanes<kLanes>;
    const float b1 = static_cast<float>(beta1), b2 = static_cast<float>(beta2);
    const R before = R::Load(param + n);
    const R g = R(f.scale) * R::Load(grad + n) + R(f.decay) * before;
    const R mean = R(b1) * R::Load(m + n) + R(1 - b1) * g;
    const R square = R(b2) * R::Load(v + n) + R(1 - b2) * g * g;
    R root;
    SYNFIRE_UNROLL for (int i = 0; i < kLanes; ++i) {
      root.lane[i] = std::sqrt(square.lane[i]) * f.correction +
                     static_cast<float>(epsilon);
    }
    mean.Store(next_m + n);
    square.Store(next_v + n);
    (R(f.keep) * before - R(f.rate) * mean / root).Store(next + n);
  }
};

// ops/optim/clip: the factor of a norm.
struct ClipScaleFunction {
  static constexpr int kInputs = 1, kOutputs = 1;
  double max;

  SYNFIRE_HOST_DEVICE void operator()(const float* x, float* y) const {
    const double scale = max / (x[0] + 1e-6);
    y[0] = static_cast<float>(scale > 1 ? 1.0 : scale);  // a NaN stays one
  }
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_UPDATES_UPDATE_BODIES_H_
