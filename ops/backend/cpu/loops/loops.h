// The inner loops of the CPU's own kernels, over plain arrays, compiled for
// each instruction set.  A row is the channels of one pixel.  All run on the
// calling thread; arrays do not overlap unless it is said.
#ifndef SYNFIRE_OPS_BACKEND_CPU_LOOPS_LOOPS_H_
#define SYNFIRE_OPS_BACKEND_CPU_LOOPS_LOOPS_H_

#include <cstdint>

namespace synfire {

// Sums over rows run in f32 over no more than 64 rows, then in f64: the sums'
// rounding errors stay near those of a single addition.  X is float, or
// uint16_t that holds bfloat16 (core/bf16.h): the same as on those as floats.
template <typename X>
struct NormLoopsOf {
  // mean[c] = the rows' mean, spread[c] = sum of (x - mean)^2.
  void (*moments)(const X* x, int64_t rows, int64_t channels, double* mean,
                  double* spread);
  // y = (x - mean) * slope + shift
  void (*normalise)(const X* x, int64_t rows, int64_t channels,
                    const float* mean, const float* slope, const float* shift,
                    float* y);
  // dshift[c] = sum of dy, dscale[c] = sum of dy * (x - mean).
  void (*sums)(const float* dy, const X* x, int64_t rows, int64_t channels,
               const float* mean, double* dshift, double* dscale);
  // dx = slope * (dy - a - (x - mean) * b); dx may be dy or x.
  void (*gradient)(const float* dy, const X* x, int64_t rows, int64_t channels,
                   const float* mean, const float* slope, const float* a,
                   const float* b, float* dx);
  // The same, rounded; dx may be x.
  void (*rounded_gradient)(const float* dy, const X* x, int64_t rows,
                           int64_t channels, const float* mean,
                           const float* slope, const float* a, const float* b,
                           uint16_t* dx);
};

struct NormLoops {
  NormLoopsOf<float> floats;
  NormLoopsOf<uint16_t> bf16;
  // sum[c] = sum of x.
  void (*sum_rows)(const float* x, int64_t rows, int64_t channels, double* sum);
  // y = x * slope
  void (*scale_rows)(const float* x, int64_t rows, int64_t channels,
                     const float* slope, float* y);
};

// Windows one after the other in a row, all of whose taps lie inside.
struct ByteWindows {
  const uint8_t* x;        // window q's tap k: x + q * step + places[k]
  const int64_t* places;   // [taps]
  const uint8_t* numbers;  // [taps], of the taps in the kernel
  int64_t taps;
  int64_t windows, step, channels;
  uint8_t *best, *which;  // [windows, channels]
};

struct PoolLoops {
  // Where x beats best, or is NaN and best is not: best = x, which = tap.
  void (*maximum)(const float* x, int64_t channels, uint8_t tap, float* best,
                  uint8_t* which);
  // best = the largest of the window, which = the number of its first tap.
  void (*maximum_bytes)(const ByteWindows& windows);
  // dx += which == tap ? dy : 0
  void (*add_winners)(const float* dy, const uint8_t* which, int64_t channels,
                      uint8_t tap, float* dx);
  // y += factor * x
  void (*add_scaled)(const float* x, int64_t channels, float factor, float* y);
};

// Element by element; y may be any of the inputs.
struct ElementLoops {
  void (*add)(const float* a, const float* b, int64_t count, float* y);
  void (*multiply)(const float* a, const float* b, int64_t count, float* y);
  // y = -a * b
  void (*multiply_negated)(const float* a, const float* b, int64_t count,
                           float* y);
  // y = (1 - a) * b
  void (*multiply_complement)(const float* a, const float* b, int64_t count,
                              float* y);
  // y = factor * x
  void (*scale)(float factor, const float* x, int64_t count, float* y);
  // y = factor * x where factor is not 0, else 0 whatever x is.
  void (*mask)(const float* factor, const float* x, int64_t count, float* y);
  // The sum of x^2.
  double (*sum_squares)(const float* x, int64_t count);
};

struct AdamConstants {
  float beta1, beta2, epsilon;
  float keep;        // factor on the parameter: 1 - lr * decoupled decay
  float decay;       // added to the gradient, times the parameter
  float scale;       // factor on the gradient
  float rate;        // lr / (1 - beta1^n)
  float correction;  // 1 / sqrt(1 - beta2^n)
};

struct SgdConstants {
  float rate, momentum, damping;  // damping: factor on the gradient added
  float decay, scale;
  bool nesterov;
};

struct UpdateLoops {
  // In place: param, m, v.
  void (*adam)(const AdamConstants& constants, const float* gradient,
               int64_t count, float* param, float* m, float* v);
  // In place: param, velocity, which is null without momentum.
  void (*sgd)(const SgdConstants& constants, const float* gradient,
              int64_t count, float* param, float* velocity);
};

// Between floats and the packed forms of graph/op/kernel.h; counts of bits are
// multiples of 8.
struct PackedLoops {
  void (*from_bits)(const uint8_t* bits, int64_t count, float* x);
  // Is it not 0 (a NaN is not); bits of the last byte behind the last element
  // are 0.
  void (*to_bits)(const float* x, int64_t count, uint8_t* bits);
  int64_t (*count_bits)(const uint8_t* bits, int64_t count);
  void (*from_bytes)(const uint8_t* bytes, int64_t count, float* x);
  void (*to_bytes)(const float* x, int64_t count, uint8_t* bytes);
  // A byte of 0 or 1 for each bit; and back, as to_bits.
  void (*spread_bits)(const uint8_t* bits, int64_t count, uint8_t* bytes);
  void (*gather_bits)(const uint8_t* bytes, int64_t count, uint8_t* bits);
  void (*add_bytes)(const uint8_t* a, const uint8_t* b, int64_t count,
                    uint8_t* y);
  // Of packed bits, whole bytes of them: a & b, and ~a & b.
  void (*and_bits)(const uint8_t* a, const uint8_t* b, int64_t count,
                   uint8_t* y);
  void (*and_not_bits)(const uint8_t* a, const uint8_t* b, int64_t count,
                       uint8_t* y);
  // How many are not 0; *ones becomes false if one of them is not 1.
  int64_t (*count_bytes)(const uint8_t* bytes, int64_t count, bool* ones);
};

// To and from bfloat16 (core/bf16.h), from floats and from the packed forms,
// whose numbers bfloat16 has; counts of bits are multiples of 8.
struct Bf16Loops {
  // Each rounded, as a float; y may be x.
  void (*round)(const float* x, int64_t count, float* y);
  void (*from_floats)(const float* x, int64_t count, uint16_t* y);
  void (*to_floats)(const uint16_t* x, int64_t count, float* y);
  void (*from_bits)(const uint8_t* bits, int64_t count, uint16_t* y);
  void (*from_bytes)(const uint8_t* bytes, int64_t count, uint16_t* y);
};

struct Loops {
  const NormLoops& norm;
  const PoolLoops& pool;
  const ElementLoops& element;
  const UpdateLoops& update;
  const PackedLoops& packed;
  const Bf16Loops& bf16;
};

namespace portable {
extern const Loops kLoops;
}
namespace avx2 {
extern const Loops kLoops;
}
namespace avx512 {
extern const Loops kLoops;
}

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_LOOPS_LOOPS_H_
