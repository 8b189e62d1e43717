// Element-wise functions of values [steps, size] or, static, [size].
//
// A thread has kLanes neighbouring elements in all steps: it needs no division
// to find its place.  Bytes: every input and output once.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_ELEMENTS_ELEMENT_BODY_H_
#define SYNFIRE_OPS_BACKEND_CUDA_ELEMENTS_ELEMENT_BODY_H_

#include <cstdint>

#include "ops/backend/cuda/launch/block.h"
#include "ops/backend/cuda/launch/lanes.h"

namespace synfire {

constexpr int kElementThreads = 256;  // of a block

SYNFIRE_HOST_DEVICE int64_t ElementBlocks(int64_t size, int lanes) {
  return BlocksFor(size, int64_t{kElementThreads} * lanes);
}

template <class Number>
struct TimedInput {
  const Number* data;
  int64_t stride;  // from step to step; static: 0
};

// outputs = function(inputs).  An output may be an input.  REQUIRES: kLanes
// divides the size.
template <class Function, int kLanes>
struct ElementBody {
  using Shared = NothingShared;
  static constexpr int kThreads = kElementThreads, kPhases = 1;

  Function function;
  int64_t size;
  int64_t steps;
  TimedInput<float> in[Function::kInputs];
  float* out[Function::kOutputs];

  template <int kPhase>
  SYNFIRE_HOST_DEVICE void Run(Place at, Shared*) const {
    using R = FloatLanes<kLanes>;
    const int64_t n = (at.block * kThreads + at.thread) * kLanes;
    if (n >= size) return;
    for (int64_t t = 0; t < steps; ++t) {
      R x[Function::kInputs], y[Function::kOutputs];
      SYNFIRE_UNROLL for (int i = 0; i < Function::kInputs; ++i) {
        x[i] = R::Load(in[i].data + t * in[i].stride + n);
      }
      function(x, y);
      SYNFIRE_UNROLL for (int i = 0; i < Function::kOutputs; ++i) {
        y[i].Store(out[i] + t * size + n);
      }
    }
  }
};

// y = factor x.
struct ScaleFunction {
  static constexpr int kInputs = 1, kOutputs = 1;
  float factor;

  template <class R>
  SYNFIRE_HOST_DEVICE void operator()(const R* x, R* y) const {
    y[0] = R(factor) * x[0];
  }
};

// One count of an array of i64, in the place of FloatLanes.
struct CountLane {
  using Scalar = int64_t;
  static constexpr int kLanes = 1;
  int64_t lane;

  static SYNFIRE_HOST_DEVICE CountLane Load(const int64_t* from) {
    return {*from};
  }
  SYNFIRE_HOST_DEVICE void Store(int64_t* to) const { *to = lane; }
  friend SYNFIRE_HOST_DEVICE CountLane operator+(CountLane a, CountLane b) {
    return {a.lane + b.lane};
  }
};

// y = x0 + x1 + .., from left to right.  y may be x0.
template <class R>
struct AddBody {
  using Shared = NothingShared;
  using Number = typename R::Scalar;
  static constexpr int kThreads = kElementThreads, kPhases = 1;
  static constexpr int kMostTerms = 8;

  int64_t size;
  int64_t steps;
  int terms;  // at least 1
  TimedInput<Number> in[kMostTerms];
  Number* out;

  template <int kPhase>
  SYNFIRE_HOST_DEVICE void Run(Place at, Shared*) const {
    const int64_t n = (at.block * kThreads + at.thread) * R::kLanes;
    if (n >= size) return;
    for (int64_t t = 0; t < steps; ++t) {
      R sum = R::Load(in[0].data + t * in[0].stride + n);
      for (int i = 1; i < terms; ++i) {
        sum = sum + R::Load(in[i].data + t * in[i].stride + n);
      }
      sum.Store(out + t * size + n);
    }
  }
};

// outputs = function(inputs), one number of each array [size] a thread: for
// vectors of channels, and for single numbers.
template <class Function>
struct NumberBody {
  using Shared = NothingShared;
  static constexpr int kThreads = kElementThreads, kPhases = 1;

  Function function;
  int64_t size;
  const float* in[Function::kInputs];
  float* out[Function::kOutputs];

  template <int kPhase>
  SYNFIRE_HOST_DEVICE void Run(Place at, Shared*) const {
    const int64_t n = at.block * kThreads + at.thread;
    if (n >= size) return;
    float x[Function::kInputs], y[Function::kOutputs];
    SYNFIRE_UNROLL for (int i = 0; i < Function::kInputs; ++i) x[i] = in[i][n];
    function(x, y);
    SYNFIRE_UNROLL for (int i = 0; i < Function::kOutputs; ++i) {
      out[i][n] = y[i];
    }
  }
};

// ops/nn/running_average, of running and batch.
struct RunningAverageFunction {
  static constexpr int kInputs = 2, kOutputs = 1;
  double momentum, factor;

  SYNFIRE_HOST_DEVICE void operator()(const float* x, float* y) const {
    y[0] = static_cast<float>((1 - momentum) * x[0] + momentum * factor * x[1]);
  }
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_ELEMENTS_ELEMENT_BODY_H_
