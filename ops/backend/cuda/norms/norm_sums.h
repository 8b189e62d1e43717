// What norms (ops/nn/batch_norm, norm_apply, norm_split) sum over each channel,
// and the factors [channels] that they make of the sums (channel_sums.h).
#ifndef SYNFIRE_OPS_BACKEND_CUDA_NORMS_NORM_SUMS_H_
#define SYNFIRE_OPS_BACKEND_CUDA_NORMS_NORM_SUMS_H_

#include <cmath>

#include "ops/backend/cuda/sums/channel_sums.h"

namespace synfire {

// d = x - pivot and d^2, where the pivot is the channel's first element: also
// where the mean is far from zero, nothing cancels.
struct MomentTerms {
  static constexpr int kSums = 2;
  const float* x;

  template <int kLanes>
  class Column {
   public:
    SYNFIRE_HOST_DEVICE Column(const MomentTerms& terms, int64_t c)
        : x_(terms.x), pivot_(FloatLanes<kLanes>::Load(terms.x + c)) {}
    SYNFIRE_HOST_DEVICE void Add(int64_t n, double (*sums)[kLanes]) const {
      const auto x = FloatLanes<kLanes>::Load(x_ + n);
      SYNFIRE_UNROLL for (int i = 0; i < kLanes; ++i) {
        const double d = static_cast<double>(x.lane[i]) - pivot_.lane[i];
        sums[0][i] += d;
        sums[1][i] += d * d;
      }
    }

   private:
    const float* const x_;
    const FloatLanes<kLanes> pivot_;
  };
};

// mean, variance, slope, offset of norm_moments.
struct StoreMoments {
  double rows, epsilon;  // elements of a channel
  const float *x, *scale, *shift;
  float *mean, *variance, *slope, *offset;

  SYNFIRE_HOST_DEVICE void operator()(int64_t c, const double* sums) const {
    const double beyond_pivot = sums[0] / rows;
    const double exact = x[c] + beyond_pivot;
    const double spread = sums[1] - sums[0] * beyond_pivot;
    const double v = (spread < 0 ? 0.0 : spread) / rows;  // a NaN stays one
    const double factor = scale[c] / std::sqrt(v + epsilon);
    mean[c] = static_cast<float>(exact);
    variance[c] = static_cast<float>(v);
    slope[c] = static_cast<float>(factor);
    // What the mean loses in f32 counts where it is large.
    offset[c] = static_cast<float>(shift[c] - (exact - mean[c]) * factor);
  }
};

// dy and dy (x - mean).
struct NormGradTerms {
  static constexpr int kSums = 2;
  const float *dy, *x, *mean;

  template <int kLanes>
  class Column {
   public:
    SYNFIRE_HOST_DEVICE Column(const NormGradTerms& terms, int64_t c)
        : dy_(terms.dy),
          x_(terms.x),
          mean_(FloatLanes<kLanes>::Load(terms.mean + c)) {}
    SYNFIRE_HOST_DEVICE void Add(int64_t n, double (*sums)[kLanes]) const {
      const auto dy = FloatLanes<kLanes>::Load(dy_ + n);
      const auto x = FloatLanes<kLanes>::Load(x_ + n);
      SYNFIRE_UNROLL for (int i = 0; i < kLanes; ++i) {
        const double d = static_cast<double>(x.lane[i]) - mean_.lane[i];
        sums[0][i] += dy.lane[i];
        sums[1][i] += dy.lane[i] * d;
      }
    }

   private:
    const float *const dy_, *const x_;
    const FloatLanes<kLanes> mean_;
  };
};

// What NormInputGradBody multiplies by, of
//   dx = slope * (dy - a - (x - mean) * b).
struct InputGradFactors {
  float slope, a, b;

  static SYNFIRE_HOST_DEVICE InputGradFactors Of(float scale, double inverse,
                                                 double d_slope,
                                                 double d_offset, double rows) {
    return {static_cast<float>(scale * inverse),
            static_cast<float>(d_offset / rows),
            static_cast<float>(d_slope * inverse * inverse / rows)};
  }
};

// dscale, dshift, and the factors of batch_norm_grad; of norm_apply_grad, whose
// statistics do not depend on x, the slope alone: a and b are null.
struct StoreNormGrad {
  double rows, epsilon;
  const float *scale, *variance;
  float *dscale, *dshift, *slope, *a, *b;

  SYNFIRE_HOST_DEVICE void operator()(int64_t c, const double* sums) const {
    const double inverse = 1 / std::sqrt(variance[c] + epsilon);
    const InputGradFactors factors =
        InputGradFactors::Of(scale[c], inverse, sums[1], sums[0], rows);
    dscale[c] = static_cast<float>(sums[1] * inverse);
    dshift[c] = static_cast<float>(sums[0]);
    slope[c] = factors.slope;
    if (a) a[c] = factors.a;
    if (b) b[c] = factors.b;
  }
};

// norm_factors, of scale, shift, mean, variance: slope and offset.
struct NormFactorsFunction {
  static constexpr int kInputs = 4, kOutputs = 2;
  double epsilon;

  SYNFIRE_HOST_DEVICE void operator()(const float* x, float* y) const {
    y[0] = static_cast<float>(x[0] / std::sqrt(x[3] + epsilon));
    y[1] = x[1];
  }
};

// norm_input_grad, of scale, variance, d_slope, d_offset: slope, a, b, dscale,
// dshift.
struct InputGradFunction {
  static constexpr int kInputs = 4, kOutputs = 5;
  double rows, epsilon;

  SYNFIRE_HOST_DEVICE void operator()(const float* x, float* y) const {
    const double inverse = 1 / std::sqrt(x[1] + epsilon);
    const InputGradFactors factors =
        InputGradFactors::Of(x[0], inverse, x[2], x[3], rows);
    y[0] = factors.slope;
    y[1] = factors.a;
    y[2] = factors.b;
    y[3] = static_cast<float>(x[2] * inverse);
    y[4] = x[3];
  }
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_NORMS_NORM_SUMS_H_
