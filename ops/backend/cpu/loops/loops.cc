#include "ops/backend/cpu/loops/loops.h"

#include <math.h>

namespace synfire {
namespace SYNFIRE_ISA {
namespace {

// Sums of one row block of channels stay in registers.
constexpr int kBlock = 16;

template <int kWidth>
inline __attribute__((always_inline)) void MomentsOf(
    const float* x, int64_t rows, int64_t stride, const float* pivot,
    double* sum, double* square) {
  double s[kWidth] = {}, q[kWidth] = {};
  for (int64_t n = 0; n < rows; ++n, x += stride) {
    for (int j = 0; j < kWidth; ++j) {
      const double d = x[j] - pivot[j];
      s[j] += d;
      q[j] += d * d;
    }
  }
  for (int j = 0; j < kWidth; ++j) {
    sum[j] += s[j];
    square[j] += q[j];
  }
}

void Moments(const float* x, int64_t rows, int64_t channels, const float* pivot,
             double* sum, double* square) {
  int64_t c = 0;
  for (; c + kBlock <= channels; c += kBlock) {
    MomentsOf<kBlock>(x + c, rows, channels, pivot + c, sum + c, square + c);
  }
  for (; c < channels; ++c) {
    MomentsOf<1>(x + c, rows, channels, pivot + c, sum + c, square + c);
  }
}

void Normalise(const float* __restrict x, int64_t rows, int64_t channels,
               const float* __restrict mean, const float* __restrict slope,
               const float* __restrict shift, float* __restrict y) {
  for (int64_t n = 0; n < rows; ++n, x += channels, y += channels) {
    for (int64_t c = 0; c < channels; ++c) {
      y[c] = (x[c] - mean[c]) * slope[c] + shift[c];
    }
  }
}

template <int kWidth>
inline __attribute__((always_inline)) void NormSumsOf(
    const float* dy, const float* x, int64_t rows, int64_t stride,
    const float* mean, const float* inverse, double* dshift, double* dscale) {
  double s[kWidth] = {}, q[kWidth] = {};
  for (int64_t n = 0; n < rows; ++n, x += stride, dy += stride) {
    for (int j = 0; j < kWidth; ++j) {
      const double d = dy[j];
      s[j] += d;
      q[j] += d * (x[j] - mean[j]);
    }
  }
  for (int j = 0; j < kWidth; ++j) {
    dshift[j] += s[j];
    dscale[j] += q[j] * inverse[j];
  }
}

void NormSums(const float* dy, const float* x, int64_t rows, int64_t channels,
              const float* mean, const float* inverse, double* dshift,
              double* dscale) {
  int64_t c = 0;
  for (; c + kBlock <= channels; c += kBlock) {
    NormSumsOf<kBlock>(dy + c, x + c, rows, channels, mean + c, inverse + c,
                       dshift + c, dscale + c);
  }
  for (; c < channels; ++c) {
    NormSumsOf<1>(dy + c, x + c, rows, channels, mean + c, inverse + c,
                  dshift + c, dscale + c);
  }
}

void NormGrad(const float* __restrict dy, const float* __restrict x,
              int64_t rows, int64_t channels, const float* __restrict mean,
              const float* __restrict slope, const float* __restrict a,
              const float* __restrict b, float* __restrict dx) {
  for (int64_t n = 0; n < rows; ++n) {
    for (int64_t c = 0; c < channels; ++c) {
      dx[c] = slope[c] * (dy[c] - a[c] - (x[c] - mean[c]) * b[c]);
    }
    x += channels;
    dy += channels;
    dx += channels;
  }
}

void Maximum(const float* __restrict x, int64_t channels, uint8_t tap,
             float* __restrict best, uint8_t* __restrict which) {
  for (int64_t c = 0; c < channels; ++c) {
    const bool better =
        (x[c] > best[c]) | ((x[c] != x[c]) & (best[c] == best[c]));
    best[c] = better ? x[c] : best[c];
    which[c] = better ? tap : which[c];
  }
}

void AddWinners(const float* __restrict dy, const uint8_t* __restrict which,
                int64_t channels, uint8_t tap, float* __restrict dx) {
  for (int64_t c = 0; c < channels; ++c) {
    dx[c] += which[c] == tap ? dy[c] : 0.0f;
  }
}

void Add(const float* a, const float* b, int64_t count, float* y) {
  for (int64_t i = 0; i < count; ++i) y[i] = a[i] + b[i];
}

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

extern const Loops kLoops = {Moments,    Normalise, NormSums, NormGrad, Maximum,
                             AddWinners, Add,       Adam,     Sgd};

}  // namespace SYNFIRE_ISA
}  // namespace synfire
