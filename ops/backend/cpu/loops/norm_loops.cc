#include "core/bf16.h"
#include "ops/backend/cpu/loops/loops.h"

namespace synfire {
namespace SYNFIRE_ISA {
namespace {

// Channels whose sums are kept at a time, so that they stay in the first cache.
constexpr int kBlock = 256;
// Rows that are summed in f32.
constexpr int64_t kFloatRows = 64;
// One row in so many makes the estimate of the mean that sums are taken about.
constexpr int64_t kSampled = 8;

inline __attribute__((always_inline)) int64_t Least(int64_t a, int64_t b) {
  return a < b ? a : b;
}

inline __attribute__((always_inline)) float AsFloat(float x) { return x; }
inline __attribute__((always_inline)) float AsFloat(uint16_t x) {
  return FromBf16(x);
}

inline __attribute__((always_inline)) void Put(float value, float* y) {
  *y = value;
}
inline __attribute__((always_inline)) void Put(float value, uint16_t* y) {
  *y = ToBf16(value);
}

// An estimate of the mean of x: differences to it are small, so f32 holds their
// squares' sum.
template <typename X>
void Estimate(const X* __restrict x, int64_t rows, int64_t stride, int64_t size,
              float* __restrict pivot) {
  for (int64_t c = 0; c < size; ++c) pivot[c] = 0;
  for (int64_t n = 0; n < rows; n += kSampled) {
    for (int64_t c = 0; c < size; ++c) pivot[c] += AsFloat(x[n * stride + c]);
  }
  const float inverse =
      1.0f / static_cast<float>((rows + kSampled - 1) / kSampled);
  for (int64_t c = 0; c < size; ++c) pivot[c] *= inverse;
}

// Adds a row's differences to the pivot, and their squares.
template <typename X>
inline __attribute__((always_inline)) void AddMoments(
    const X* __restrict x, int64_t size, const float* __restrict pivot,
    float* __restrict s, float* __restrict q) {
  for (int64_t c = 0; c < size; ++c) {
    const float d = AsFloat(x[c]) - pivot[c];
    s[c] += d;
    q[c] += d * d;
  }
}

// The same of two rows: half as many loads and stores of the sums.
template <typename X>
inline __attribute__((always_inline)) void AddMomentsOfTwo(
    const X* __restrict x, const X* __restrict x2, int64_t size,
    const float* __restrict pivot, float* __restrict s, float* __restrict q) {
  for (int64_t c = 0; c < size; ++c) {
    const float d = AsFloat(x[c]) - pivot[c], d2 = AsFloat(x2[c]) - pivot[c];
    s[c] += d + d2;
    q[c] += d * d + d2 * d2;
  }
}

template <typename X>
void MomentsOfBlock(const X* x, int64_t rows, int64_t stride, int64_t size,
                    double* __restrict mean, double* __restrict spread) {
  float pivot[kBlock];
  Estimate(x, rows, stride, size, pivot);
  for (int64_t c = 0; c < size; ++c) mean[c] = spread[c] = 0;
  for (int64_t first = 0; first < rows; first += kFloatRows) {
    const int64_t last = Least(rows, first + kFloatRows);
    float s[kBlock] = {}, q[kBlock] = {};
    int64_t n = first;
    for (; n + 2 <= last; n += 2) {
      AddMomentsOfTwo(x + n * stride, x + (n + 1) * stride, size, pivot, s, q);
    }
    if (n < last) AddMoments(x + n * stride, size, pivot, s, q);
    for (int64_t c = 0; c < size; ++c) {
      mean[c] += s[c];
      spread[c] += q[c];
    }
  }
  const double inverse = 1.0 / static_cast<double>(rows);
  for (int64_t c = 0; c < size; ++c) {
    const double shift = mean[c] * inverse;
    const double about_mean = spread[c] - mean[c] * shift;
    mean[c] = pivot[c] + shift;
    spread[c] = about_mean < 0 ? 0 : about_mean;  // NaN stays one
  }
}

template <typename X>
void Moments(const X* x, int64_t rows, int64_t channels, double* mean,
             double* spread) {
  for (int64_t c = 0; c < channels; c += kBlock) {
    MomentsOfBlock(x + c, rows, channels, Least(kBlock, channels - c), mean + c,
                   spread + c);
  }
}

template <typename X>
void Normalise(const X* __restrict x, int64_t rows, int64_t channels,
               const float* __restrict mean, const float* __restrict slope,
               const float* __restrict shift, float* __restrict y) {
  for (int64_t n = 0; n < rows; ++n, x += channels, y += channels) {
    for (int64_t c = 0; c < channels; ++c) {
      y[c] = (AsFloat(x[c]) - mean[c]) * slope[c] + shift[c];
    }
  }
}

template <typename X>
inline __attribute__((always_inline)) void AddSums(
    const float* __restrict dy, const X* __restrict x, int64_t size,
    const float* __restrict mean, float* __restrict s, float* __restrict q) {
  for (int64_t c = 0; c < size; ++c) {
    s[c] += dy[c];
    q[c] += dy[c] * (AsFloat(x[c]) - mean[c]);
  }
}

template <typename X>
inline __attribute__((always_inline)) void AddSumsOfTwo(
    const float* __restrict dy, const X* __restrict x,
    const float* __restrict dy2, const X* __restrict x2, int64_t size,
    const float* __restrict mean, float* __restrict s, float* __restrict q) {
  for (int64_t c = 0; c < size; ++c) {
    s[c] += dy[c] + dy2[c];
    q[c] +=
        dy[c] * (AsFloat(x[c]) - mean[c]) + dy2[c] * (AsFloat(x2[c]) - mean[c]);
  }
}

template <typename X>
void SumsOfBlock(const float* dy, const X* x, int64_t rows, int64_t stride,
                 int64_t size, const float* mean, double* __restrict dshift,
                 double* __restrict dscale) {
  for (int64_t c = 0; c < size; ++c) dshift[c] = dscale[c] = 0;
  for (int64_t first = 0; first < rows; first += kFloatRows) {
    const int64_t last = Least(rows, first + kFloatRows);
    float s[kBlock] = {}, q[kBlock] = {};
    int64_t n = first;
    for (; n + 2 <= last; n += 2) {
      const int64_t at = n * stride, next = at + stride;
      AddSumsOfTwo(dy + at, x + at, dy + next, x + next, size, mean, s, q);
    }
    if (n < last) AddSums(dy + n * stride, x + n * stride, size, mean, s, q);
    for (int64_t c = 0; c < size; ++c) {
      dshift[c] += s[c];
      dscale[c] += q[c];
    }
  }
}

template <typename X>
void Sums(const float* dy, const X* x, int64_t rows, int64_t channels,
          const float* mean, double* dshift, double* dscale) {
  for (int64_t c = 0; c < channels; c += kBlock) {
    SumsOfBlock(dy + c, x + c, rows, channels, Least(kBlock, channels - c),
                mean + c, dshift + c, dscale + c);
  }
}

// dx may be dy or x: each element is read before it is written.
template <typename X, typename Dx>
void Gradient(const float* dy, const X* x, int64_t rows, int64_t channels,
              const float* __restrict mean, const float* __restrict slope,
              const float* __restrict a, const float* __restrict b, Dx* dx) {
  for (int64_t n = 0; n < rows; ++n) {
#pragma GCC ivdep
    for (int64_t c = 0; c < channels; ++c) {
      Put(slope[c] * (dy[c] - a[c] - (AsFloat(x[c]) - mean[c]) * b[c]), dx + c);
    }
    x += channels;
    dy += channels;
    dx += channels;
  }
}

void SumRowsOfBlock(const float* x, int64_t rows, int64_t stride, int64_t size,
                    double* __restrict sum) {
  for (int64_t c = 0; c < size; ++c) sum[c] = 0;
  for (int64_t first = 0; first < rows; first += kFloatRows) {
    const int64_t last = Least(rows, first + kFloatRows);
    float s[kBlock] = {};
    int64_t n = first;
    for (; n + 2 <= last; n += 2) {
      const float* one = x + n * stride;
      const float* two = one + stride;
      for (int64_t c = 0; c < size; ++c) s[c] += one[c] + two[c];
    }
    for (; n < last; ++n) {
      for (int64_t c = 0; c < size; ++c) s[c] += x[n * stride + c];
    }
    for (int64_t c = 0; c < size; ++c) sum[c] += s[c];
  }
}

void SumRows(const float* x, int64_t rows, int64_t channels, double* sum) {
  for (int64_t c = 0; c < channels; c += kBlock) {
    SumRowsOfBlock(x + c, rows, channels, Least(kBlock, channels - c), sum + c);
  }
}

void ScaleRows(const float* __restrict x, int64_t rows, int64_t channels,
               const float* __restrict slope, float* __restrict y) {
  for (int64_t n = 0; n < rows; ++n, x += channels, y += channels) {
    for (int64_t c = 0; c < channels; ++c) y[c] = x[c] * slope[c];
  }
}

template <typename X>
constexpr NormLoopsOf<X> kLoopsOf = {Moments<X>, Normalise<X>, Sums<X>,
                                     Gradient<X, float>, Gradient<X, uint16_t>};

}  // namespace

extern const NormLoops kNormLoops = {kLoopsOf<float>, kLoopsOf<uint16_t>,
                                     SumRows, ScaleRows};

}  // namespace SYNFIRE_ISA
}  // namespace synfire
