// Convolutions by plain loops, a thread an element of the result, sums in f64:
// for what no library's plan takes, and to hold the libraries to.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_PRODUCTS_DIRECT_BODIES_H_
#define SYNFIRE_OPS_BACKEND_CUDA_PRODUCTS_DIRECT_BODIES_H_

#include "ops/backend/cuda/launch/block.h"

namespace synfire {

// x [rows, H, W, C], weight [O, C/groups, KH, KW], y [rows, P, Q, O]; pairs are
// height and width.  Where x or y is the same at all steps, its rows repeat.
struct DirectSizes {
  int64_t rows, x_rows, y_rows;
  int64_t inputs, outputs;              // C, O
  int64_t group_inputs, group_outputs;  // of one group
  int64_t x_size[2], y_size[2], kernel[2], stride[2], pad[2], dilation[2];

  // The element of x that tap (kh, kw) of y's (p, q) reads, of input i of
  // output o's group; -1 where that is padding.
  SYNFIRE_HOST_DEVICE int64_t X(int64_t row, int64_t p, int64_t q, int64_t o,
                                int64_t i, int64_t kh, int64_t kw) const {
    const int64_t h = p * stride[0] - pad[0] + kh * dilation[0];
    const int64_t w = q * stride[1] - pad[1] + kw * dilation[1];
    if (h < 0 || h >= x_size[0] || w < 0 || w >= x_size[1]) return -1;
    const int64_t channel = o / group_outputs * group_inputs + i;
    return ((row % x_rows * x_size[0] + h) * x_size[1] + w) * inputs + channel;
  }
  SYNFIRE_HOST_DEVICE int64_t Weight(int64_t o, int64_t i, int64_t kh,
                                     int64_t kw) const {
    return ((o * group_inputs + i) * kernel[0] + kh) * kernel[1] + kw;
  }
  SYNFIRE_HOST_DEVICE int64_t Y(int64_t row, int64_t p, int64_t q,
                                int64_t o) const {
    return ((row % y_rows * y_size[0] + p) * y_size[1] + q) * outputs + o;
  }
};

constexpr int kDirectThreads = 256;

struct DirectConvolutionBody {
  using Shared = NothingShared;
  static constexpr int kThreads = kDirectThreads, kPhases = 1;

  DirectSizes s;
  const float *x, *weight, *bias;  // bias: may be null
  float* y;

  SYNFIRE_HOST_DEVICE int64_t elements() const {
    return s.rows * s.y_size[0] * s.y_size[1] * s.outputs;
  }

  template <int kPhase>
  SYNFIRE_HOST_DEVICE void Run(Place at, Shared*) const {
    const int64_t n = at.block * kThreads + at.thread;
    if (n >= elements()) return;
    const int64_t o = n % s.outputs, pixel = n / s.outputs;
    const int64_t q = pixel % s.y_size[1],
                  p = pixel / s.y_size[1] % s.y_size[0];
    const int64_t row = pixel / (s.y_size[0] * s.y_size[1]);
    double sum = bias == nullptr ? 0.0 : bias[o];
    for (int64_t kh = 0; kh < s.kernel[0]; ++kh) {
      for (int64_t kw = 0; kw < s.kernel[1]; ++kw) {
        const int64_t first = s.X(row, p, q, o, 0, kh, kw);
        if (first < 0) continue;
        for (int64_t i = 0; i < s.group_inputs; ++i) {
          sum += static_cast<double>(x[first + i]) *
                 weight[s.Weight(o, i, kh, kw)];
        }
      }
    }
    y[n] = static_cast<float>(sum);
  }
};

struct DirectGradInputBody {
  using Shared = NothingShared;
  static constexpr int kThreads = kDirectThreads, kPhases = 1;

  DirectSizes s;
  const float *dy, *weight;
  float* dx;

  SYNFIRE_HOST_DEVICE int64_t elements() const {
    return s.rows * s.x_size[0] * s.x_size[1] * s.inputs;
  }

  // The place of the output whose tap `k` reads place `at` of an axis, or -1.
  SYNFIRE_HOST_DEVICE int64_t Reader(int axis, int64_t at, int64_t k) const {
    const int64_t from = at + s.pad[axis] - k * s.dilation[axis];
    if (from < 0 || from % s.stride[axis] != 0) return -1;
    const int64_t place = from / s.stride[axis];
    return place < s.y_size[axis] ? place : -1;
  }

  template <int kPhase>
  SYNFIRE_HOST_DEVICE void Run(Place at, Shared*) const {
    const int64_t n = at.block * kThreads + at.thread;
    if (n >= elements()) return;
    const int64_t channel = n % s.inputs, pixel = n / s.inputs;
    const int64_t w = pixel % s.x_size[1],
                  h = pixel / s.x_size[1] % s.x_size[0];
    const int64_t row = pixel / (s.x_size[0] * s.x_size[1]);
    const int64_t i = channel % s.group_inputs;
    const int64_t first = channel / s.group_inputs * s.group_outputs;
    double sum = 0;
    for (int64_t kh = 0; kh < s.kernel[0]; ++kh) {
      const int64_t p = Reader(0, h, kh);
      if (p < 0) continue;
      for (int64_t kw = 0; kw < s.kernel[1]; ++kw) {
        const int64_t q = Reader(1, w, kw);
        if (q < 0) continue;
        for (int64_t o = first; o < first + s.group_outputs; ++o) {
          sum += static_cast<double>(dy[s.Y(row, p, q, o)]) *
                 weight[s.Weight(o, i, kh, kw)];
        }
      }
    }
    dx[n] = static_cast<float>(sum);
  }
};

struct DirectGradWeightBody {
  using Shared = NothingShared;
  static constexpr int kThreads = kDirectThreads, kPhases = 1;

  DirectSizes s;
  const float *x, *dy;
  float* dweight;

  SYNFIRE_HOST_DEVICE int64_t elements() const {
    return s.outputs * s.group_inputs * s.kernel[0] * s.kernel[1];
  }

  template <int kPhase>
  SYNFIRE_HOST_DEVICE void Run(Place at, Shared*) const {
    const int64_t n = at.block * kThreads + at.thread;
    if (n >= elements()) return;
    const int64_t kw = n % s.kernel[1], kh = n / s.kernel[1] % s.kernel[0];
    const int64_t i = n / (s.kernel[0] * s.kernel[1]) % s.group_inputs;
    const int64_t o = n / (s.kernel[0] * s.kernel[1] * s.group_inputs);
    double sum = 0;
    for (int64_t row = 0; row < s.rows; ++row) {
      for (int64_t p = 0; p < s.y_size[0]; ++p) {
        for (int64_t q = 0; q < s.y_size[1]; ++q) {
          const int64_t from = s.X(row, p, q, o, i, kh, kw);
          if (from < 0) continue;
          sum += static_cast<double>(x[from]) * dy[s.Y(row, p, q, o)];
        }
      }
    }
    dweight[n] = static_cast<float>(sum);
  }
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_PRODUCTS_DIRECT_BODIES_H_
