// The inner loops of the CPU's own kernels, over plain arrays, compiled for
// each instruction set.  A row is the channels of one pixel.  All run on the
// calling thread; arrays do not overlap unless it is said.
#ifndef SYNFIRE_OPS_BACKEND_CPU_LOOPS_LOOPS_H_
#define SYNFIRE_OPS_BACKEND_CPU_LOOPS_LOOPS_H_

#include <cstdint>

namespace synfire {

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

struct Loops {
  // sum[c] += x - pivot, square[c] += (x - pivot)^2, over the rows.
  void (*moments)(const float* x, int64_t rows, int64_t channels,
                  const float* pivot, double* sum, double* square);
  // y = (x - mean) * slope + shift
  void (*normalise)(const float* x, int64_t rows, int64_t channels,
                    const float* mean, const float* slope, const float* shift,
                    float* y);
  // dshift[c] += dy, dscale[c] += dy * (x - mean) * inverse, over the rows.
  void (*norm_sums)(const float* dy, const float* x, int64_t rows,
                    int64_t channels, const float* mean, const float* inverse,
                    double* dshift, double* dscale);
  // dx = slope * (dy - a - (x - mean) * b)
  void (*norm_grad)(const float* dy, const float* x, int64_t rows,
                    int64_t channels, const float* mean, const float* slope,
                    const float* a, const float* b, float* dx);
  // Where x beats best, or is NaN and best is not: best = x, which = tap.
  void (*maximum)(const float* x, int64_t channels, uint8_t tap, float* best,
                  uint8_t* which);
  // dx += which == tap ? dy : 0
  void (*add_winners)(const float* dy, const uint8_t* which, int64_t channels,
                      uint8_t tap, float* dx);
  // y = a + b; y may be a or b.
  void (*add)(const float* a, const float* b, int64_t count, float* y);
  // In place: param, m, v.
  void (*adam)(const AdamConstants& constants, const float* gradient,
               int64_t count, float* param, float* m, float* v);
  // In place: param, velocity, which is null without momentum.
  void (*sgd)(const SgdConstants& constants, const float* gradient,
              int64_t count, float* param, float* velocity);
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
