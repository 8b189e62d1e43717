// The gradient of a neuron's scan (ops/neurons/scan_op.h) on the device, with
// the norm in front of it: kernels B1 and B2 of a block but for norm's own two
// numbers a channel.
//
// A thread has kLanes neighbouring neurons.  It scans forward for the states
// before each step, then backward.  Where the number of steps is kSteps, x and
// the states wait in registers.  kSteps = 0: any number; the states go to
// scratch and x is read twice.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_NEURON_SCAN_SCAN_GRAD_BODY_H_
#define SYNFIRE_OPS_BACKEND_CUDA_NEURON_SCAN_SCAN_GRAD_BODY_H_

#include "ops/backend/cuda/launch/block.h"
#include "ops/backend/cuda/neuron_scan/chosen_surrogate.h"
#include "ops/backend/cuda/neuron_scan/scan_input.h"
#include "ops/surrogates/spike.h"

namespace synfire {

// States of a group before each step, [rows, size] of floats in memory.
template <int kLanes>
class StatesInMemory {
  using R = FloatLanes<kLanes>;

 public:
  SYNFIRE_HOST_DEVICE StatesInMemory(float* first, int64_t size)
      : first_(first), size_(size) {}

  struct Row {
    float* at;
    SYNFIRE_HOST_DEVICE operator R() const { return R::Load(at); }
    SYNFIRE_HOST_DEVICE void operator=(R states) const { states.Store(at); }
  };
  SYNFIRE_HOST_DEVICE Row operator[](int row) const {
    return {first_ + row * size_};
  }

 private:
  float* const first_;
  const int64_t size_;
};

// REQUIRES: kLanes divides the size; kSteps is 0 or in.steps.
template <class Neuron, int kLanes, int kSteps>
struct ScanGradBody {
  using Shared = NothingShared;
  static constexpr int kThreads = kScanThreads, kPhases = 1;
  static constexpr int kStates = Neuron::kStates;
  static constexpr int kLearned = kNumLearned<Neuron>;

  ScanInput<Neuron> in;
  ChosenSurrogate surrogate;
  int detach_every;
  const float* ds;  // [steps, size]
  const float* d_last[kStates];
  float* dx;  // like x; may be ds
  float* d_first[kStates];
  float* before;  // [steps, states, size] where kSteps is 0
  // Of each neuron, [size]; null where nobody asks.
  float* d_learned[kLearned + 1];
  float *d_slope, *d_offset;  // sum(dz (x - mean)), sum(dz)

  template <int kPhase>
  SYNFIRE_HOST_DEVICE void Run(Place at, Shared*) const {
    const int64_t n = (at.block * kThreads + at.thread) * kLanes;
    if (n >= in.size) return;
    if constexpr (kSteps == 0) {
      const GroupInput<Neuron, kLanes> input(in, n);
      Scan(input, n, in.steps, StatesInMemory<kLanes>(before + n, in.size),
           [&](int t) { return input.Centred(t); });
    } else {
      const GroupInput<Neuron, kLanes> input(in, n);
      R centred[kSteps], states[kSteps * kStates];
      SYNFIRE_UNROLL for (int t = 0; t < kSteps; ++t) {
        centred[t] = input.Centred(t);
      }
      Scan(input, n, FixedSteps<kSteps>(), states,
           [&](int t) { return centred[t]; });
    }
  }

 private:
  using R = FloatLanes<kLanes>;

  template <class Steps, class States, class Centred>
  SYNFIRE_HOST_DEVICE void Scan(const GroupInput<Neuron, kLanes>& input,
                                int64_t n, Steps steps, States&& states,
                                const Centred& centred) const {
    const SurrogateSpike<ChosenSurrogate> spike{surrogate};
    const auto x_at = [&](int t) { return input.Scaled(centred(t)); };
    R state[kStates], d_state[kStates], dx_sum(0.0f), slope_sum(0.0f);
    R learned_sum[kLearned + 1];
    SYNFIRE_UNROLL for (int i = 0; i <= kLearned; ++i) learned_sum[i] = R(0.0f);
    SYNFIRE_UNROLL for (int i = 0; i < kStates; ++i) {
      state[i] = input.first[i];
      d_state[i] = d_last[i] ? R::Load(d_last[i] + n) : R(0.0f);
    }
    ScanStates(in.neuron, HardSpike(), input.learned, steps, state, states,
               x_at);
    ScanBackward(
        in.neuron, spike, input.learned, steps, detach_every, states, x_at,
        [&](int t) { return ds ? R::Load(ds + t * in.size + n) : R(0.0f); },
        d_state, learned_sum,
        [&](int t, R gradient) {
          dx_sum = dx_sum + gradient;
          if (d_slope) slope_sum = slope_sum + gradient * centred(t);
          if (in.x_stride != 0) gradient.Store(dx + t * in.x_stride + n);
        });
    if (in.x_stride == 0) dx_sum.Store(dx + n);
    SYNFIRE_UNROLL for (int i = 0; i < kStates; ++i) {
      if (d_first[i]) d_state[i].Store(d_first[i] + n);
    }
    SYNFIRE_UNROLL for (int i = 0; i < kLearned; ++i) {
      learned_sum[i].Store(d_learned[i] + n);
    }
    if (d_slope) slope_sum.Store(d_slope + n);
    if (d_offset) dx_sum.Store(d_offset + n);
  }
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_NEURON_SCAN_SCAN_GRAD_BODY_H_
