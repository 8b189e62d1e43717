// A neuron's scan (ops/neurons/scan_op.h) on the device, with the norm in front
// of it: kernel F of a conv, norm, neuron block.
//
// A thread has kLanes neighbouring neurons, whose states stay in its registers
// over all steps; with 4 lanes, every access is of 16 bytes.  With 8, its
// spikes fill bytes of a packed s.  Bytes: x once, s once, states and factors.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_NEURON_SCAN_SCAN_BODY_H_
#define SYNFIRE_OPS_BACKEND_CUDA_NEURON_SCAN_SCAN_BODY_H_

#include "ops/backend/cuda/launch/block.h"
#include "ops/backend/cuda/neuron_scan/scan_input.h"
#include "ops/backend/cuda/sums/block_sum.h"
#include "ops/surrogates/spike.h"

namespace synfire {

// REQUIRES: kLanes divides the size.
template <class Neuron, int kLanes>
struct ScanBody {
  using Shared = BlockSum<int64_t>;
  static constexpr int kThreads = kScanThreads, kPhases = 3;
  static_assert(Shared::kThreads == kThreads, "a number from each thread");

  ScanInput<Neuron> in;
  PackedOutput s;  // [steps, size]; bits where kLanes is kLanesOfByte
  float* last[Neuron::kStates];
  int64_t* block_spikes;  // [blocks]

  template <int kPhase>
  SYNFIRE_HOST_DEVICE void Run(Place at, Shared* shared) const {
    if constexpr (kPhase == 0) {
      const int64_t n = (at.block * kThreads + at.thread) * kLanes;
      shared->of_thread[at.thread] = n < in.size ? Scan(n) : 0;
    } else if constexpr (kPhase == 1) {
      shared->SumGroups(at.thread);
    } else if (at.thread == 0) {
      block_spikes[at.block] = shared->Total();
    }
  }

 private:
  // Returns how many spikes the group fires.
  SYNFIRE_HOST_DEVICE int64_t Scan(int64_t n) const {
    using R = FloatLanes<kLanes>;
    const GroupInput<Neuron, kLanes> input(in, n);
    R state[Neuron::kStates], fired_sum(0.0f);
    SYNFIRE_UNROLL for (int i = 0; i < Neuron::kStates; ++i) {
      state[i] = input.first[i];
    }
    ScanForward(
        in.neuron, HardSpike(), input.learned, in.steps, state,
        [&](int t) { return input.Scaled(input.Centred(t)); },
        [&](int t, R fired) {
          if (Neuron::kFiring.fires) fired_sum = fired_sum + fired;
          s.Store(t * in.size + n, fired);
        });
    SYNFIRE_UNROLL for (int i = 0; i < Neuron::kStates; ++i) {
      if (last[i]) state[i].Store(last[i] + n);
    }
    // A lane's sum is exact: there are at most 2^20 steps.
    int64_t spikes = 0;
    SYNFIRE_UNROLL for (int i = 0; i < kLanes; ++i) {
      spikes += static_cast<int64_t>(fired_sum.lane[i]);
    }
    return spikes;
  }
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_NEURON_SCAN_SCAN_BODY_H_
