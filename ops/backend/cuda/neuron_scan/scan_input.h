// What the scan of a neuron and its gradient both read.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_NEURON_SCAN_SCAN_INPUT_H_
#define SYNFIRE_OPS_BACKEND_CUDA_NEURON_SCAN_SCAN_INPUT_H_

#include <cstdint>

#include "ops/backend/cuda/launch/packed.h"
#include "ops/neurons/learned.h"
#include "ops/neurons/scan.h"

namespace synfire {

constexpr int kScanThreads = 256;  // of a block; each has one group of lanes

// Arrays are [steps, size] or [size]; a null one is absent.  All start at
// multiples of 16 bytes.
template <class Neuron>
struct ScanInput {
  static constexpr int kStates = Neuron::kStates;
  static constexpr int kLearned = kNumLearned<Neuron>;

  Neuron neuron;
  int steps;
  int64_t size;      // neurons
  int64_t x_stride;  // from one step of x (and dx) to the next; static: 0
  const float* x;
  // z = (x - mean) * slope + offset, of channel n % norm_channels; null: z = x.
  int64_t norm_channels;
  const float *mean, *slope, *offset;
  // Of neuron n: learned[i][n % channels].
  int64_t channels;
  const float* learned[kLearned + 1];  // + 1: no array is empty
  const float* first[kStates];
};

// The same for the group of lanes whose first neuron is n, in registers.
template <class Neuron, int kLanes>
class GroupInput {
 public:
  using R = FloatLanes<kLanes>;

  SYNFIRE_HOST_DEVICE GroupInput(const ScanInput<Neuron>& in, int64_t n)
      : x_(in.x + n), x_stride_(in.x_stride), normed_(in.mean != nullptr) {
    if (normed_) {
      mean_ = R::LoadPeriodic(in.mean, in.norm_channels, n);
      slope_ = R::LoadPeriodic(in.slope, in.norm_channels, n);
      offset_ = R::LoadPeriodic(in.offset, in.norm_channels, n);
    }
    SYNFIRE_UNROLL for (int i = 0; i < in.kLearned; ++i) {
      learned[i] = R::LoadPeriodic(in.learned[i], in.channels, n);
    }
    SetInitialState(in.neuron, first);
    SYNFIRE_UNROLL for (int i = 0; i < in.kStates; ++i) {
      if (in.first[i]) first[i] = R::Load(in.first[i] + n);
    }
  }

  // x - mean, or x.
  SYNFIRE_HOST_DEVICE R Centred(int t) const {
    const R x = R::Load(x_ + t * x_stride_);
    return normed_ ? x - mean_ : x;
  }
  SYNFIRE_HOST_DEVICE R Scaled(R centred) const {
    return normed_ ? centred * slope_ + offset_ : centred;
  }

  R learned[kNumLearned<Neuron> + 1];
  R first[Neuron::kStates];

 private:
  const float* const x_;
  const int64_t x_stride_;
  const bool normed_;
  R mean_, slope_, offset_;
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_NEURON_SCAN_SCAN_INPUT_H_
