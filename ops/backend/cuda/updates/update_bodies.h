// Steps of optimizers (ops/optim): one launch for all parameters.
//
// A parameter's update is a row of the launch's table, with settings, rate and
// state of its own.  The learning rate, the scale of the gradient and the count
// of steps are in the device's memory: a step that was captured once is
// replayed with others.  Outputs may be the inputs of the same meaning.  Bytes:
// each array once.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_UPDATES_UPDATE_BODIES_H_
#define SYNFIRE_OPS_BACKEND_CUDA_UPDATES_UPDATE_BODIES_H_

#include <cmath>

#include "ops/backend/cuda/launch/block.h"
#include "ops/backend/cuda/launch/lanes.h"
#include "ops/backend/cuda/updates/array_chunks.h"

namespace synfire {

// Arrays [size], aligned for vectors; null: absent.
struct SgdUpdate {
  float momentum, dampening, decay;
  bool nesterov;
  int64_t size;
  const float *param, *grad, *velocity;
  const float *lr, *grad_scale;
  const int64_t* step;
  float *next, *next_velocity;

  struct Factors {
    float scale, share, rate;
  };
  SYNFIRE_HOST_DEVICE Factors MakeFactors() const {
    return {grad_scale ? *grad_scale : 1.0f,
            step && *step == 0 ? 1.0f : 1.0f - dampening, *lr};
  }

  // Elements n and on.
  template <class R>
  SYNFIRE_HOST_DEVICE void Apply(const Factors& f, int64_t n) const {
    const R before = R::Load(param + n);
    const R g = R(f.scale) * R::Load(grad + n) + R(decay) * before;
    R d = g;
    if (velocity) {
      const R v = R(momentum) * R::Load(velocity + n) + R(f.share) * g;
      v.Store(next_velocity + n);
      d = nesterov ? g + R(momentum) * v : v;
    }
    (before - R(f.rate) * d).Store(next + n);
  }
};

struct AdamUpdate {
  double beta1, beta2, epsilon, weight_decay;
  bool decoupled;
  int64_t size;
  const float *param, *grad, *m, *v;
  const float *lr, *grad_scale;  // grad_scale: null where absent
  const int64_t* step;
  float *next, *next_m, *next_v;

  struct Factors {
    float keep, decay, scale, rate, correction;
  };
  SYNFIRE_HOST_DEVICE Factors MakeFactors() const {
    const double given = *lr;
    const double n = static_cast<double>(*step) + 1;
    Factors f;
    f.keep = static_cast<float>(decoupled ? 1 - given * weight_decay : 1.0);
    f.decay = static_cast<float>(decoupled ? 0.0 : weight_decay);
    f.scale = grad_scale ? *grad_scale : 1.0f;
    f.rate = static_cast<float>(given / (1 - std::pow(beta1, n)));
    f.correction = static_cast<float>(1 / std::sqrt(1 - std::pow(beta2, n)));
    return f;
  }

  template <class R>
  SYNFIRE_HOST_DEVICE void Apply(const Factors& f, int64_t n) const {
    const float b1 = static_cast<float>(beta1), b2 = static_cast<float>(beta2);
    const R before = R::Load(param + n);
    const R g = R(f.scale) * R::Load(grad + n) + R(f.decay) * before;
    const R mean = R(b1) * R::Load(m + n) + R(1 - b1) * g;
    const R square = R(b2) * R::Load(v + n) + R(1 - b2) * g * g;
    R root;
    SYNFIRE_UNROLL for (int i = 0; i < R::kLanes; ++i) {
      root.lane[i] = std::sqrt(square.lane[i]) * f.correction +
                     static_cast<float>(epsilon);
    }
    mean.Store(next_m + n);
    square.Store(next_v + n);
    (R(f.keep) * before - R(f.rate) * mean / root).Store(next + n);
  }
};

// A block updates a chunk of one parameter; its first thread makes the factors,
// which take powers.
template <class Update>
struct UpdatesBody {
  using Shared = typename Update::Factors;
  static constexpr int kThreads = 256, kPhases = 2;
  static constexpr int kMostUpdates = 240;          // of a launch
  static constexpr int64_t kChunk = 16 * kThreads;  // elements

  ArrayChunks<Update, kMostUpdates, kChunk> updates;

  template <int kPhase>
  SYNFIRE_HOST_DEVICE void Run(Place at, Shared* shared) const {
    const auto chunk = updates.ChunkOf(at.block);
    const Update& update = updates.row[chunk.row];
    if constexpr (kPhase == 0) {
      if (at.thread == 0) *shared = update.MakeFactors();
    } else {
      using R = FloatLanes<4>;
      int64_t n = chunk.first + at.thread * R::kLanes;
      for (; n + R::kLanes <= chunk.end; n += kThreads * R::kLanes) {
        update.template Apply<R>(*shared, n);
      }
      for (int i = 0; i < R::kLanes && n + i < chunk.end; ++i) {
        update.template Apply<FloatLanes<1>>(*shared, n + i);
      }
    }
  }
};
static_assert(sizeof(UpdatesBody<SgdUpdate>) <= kMostParameterBytes, "");
static_assert(sizeof(UpdatesBody<AdamUpdate>) <= kMostParameterBytes, "");

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
