#include "ops/backend/cpu/loops/loops.h"

namespace synfire {
namespace SYNFIRE_ISA {
namespace {

void Add(const float* a, const float* b, int64_t count, float* y) {
  for (int64_t i = 0; i < count; ++i) y[i] = a[i] + b[i];
}

void Multiply(const float* a, const float* b, int64_t count, float* y) {
  for (int64_t i = 0; i < count; ++i) y[i] = a[i] * b[i];
}

void MultiplyNegated(const float* a, const float* b, int64_t count, float* y) {
  for (int64_t i = 0; i < count; ++i) y[i] = -a[i] * b[i];
}

void MultiplyComplement(const float* a, const float* b, int64_t count,
                        float* y) {
  for (int64_t i = 0; i < count; ++i) y[i] = (1 - a[i]) * b[i];
}

void Scale(float factor, const float* x, int64_t count, float* y) {
  for (int64_t i = 0; i < count; ++i) y[i] = factor * x[i];
}

void Mask(const float* factor, const float* x, int64_t count, float* y) {
  for (int64_t i = 0; i < count; ++i) {
    y[i] = factor[i] != 0 ? factor[i] * x[i] : 0.0f;
  }
}

// In f64, where no square of an f32 overflows or vanishes.
double SumSquares(const float* x, int64_t count) {
  constexpr int kLanes = 16;
  double sums[kLanes] = {};
  int64_t i = 0;
  for (; i + kLanes <= count; i += kLanes) {
    for (int j = 0; j < kLanes; ++j) {
      const double d = x[i + j];
      sums[j] += d * d;
    }
  }
  double sum = 0;
  for (; i < count; ++i) sum += static_cast<double>(x[i]) * x[i];
  for (int j = 0; j < kLanes; ++j) sum += sums[j];
  return sum;
}

}  // namespace

extern const ElementLoops kElementLoops = {
    Add,   Multiply, MultiplyNegated, MultiplyComplement,
    Scale, Mask,     SumSquares};

}  // namespace SYNFIRE_ISA
}  // namespace synfire
