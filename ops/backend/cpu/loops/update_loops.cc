#include <math.h>

#include "ops/backend/cpu/loops/loops.h"

namespace synfire {
namespace SYNFIRE_ISA {
namespace {

void Adam(const AdamConstants& k, const float* __restrict gradient,
          int64_t count, float* __restrict param, float* __restrict m,
          float* __restrict v) {
  for (int64_t i = 0; i < count; ++i) {
    const float g = k.scale * gradient[i] + k.decay * param[i];
    m[i] = k.beta1 * m[i] + (1 - k.beta1) * g;
    v[i] = k.beta2 * v[i] + (1 - k.beta2) * g * g;
    const float root = sqrtf(v[i]) * k.correction + k.epsilon;
    param[i] = k.keep * param[i] - k.rate * m[i] / root;
  }
}

void Sgd(const SgdConstants& k, const float* __restrict gradient, int64_t count,
         float* __restrict param, float* __restrict velocity) {
  if (velocity == nullptr) {
    for (int64_t i = 0; i < count; ++i) {
      param[i] -= k.rate * (k.scale * gradient[i] + k.decay * param[i]);
    }
    return;
  }
  const float ahead = k.nesterov ? k.momentum : 1.0f;
  const float own = k.nesterov ? 1.0f : 0.0f;
  for (int64_t i = 0; i < count; ++i) {
    const float g = k.scale * gradient[i] + k.decay * param[i];
    velocity[i] = k.momentum * velocity[i] + k.damping * g;
    param[i] -= k.rate * (own * g + ahead * velocity[i]);
  }
}

}  // namespace

extern const UpdateLoops kUpdateLoops = {Adam, Sgd};

}  // namespace SYNFIRE_ISA
}  // namespace synfire
