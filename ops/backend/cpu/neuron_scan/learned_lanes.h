// Learned parameters and their gradients, a vector of neurons at a time.
// Included by sources of cc_isa_library alone.
#ifndef SYNFIRE_OPS_BACKEND_CPU_NEURON_SCAN_LEARNED_LANES_H_
#define SYNFIRE_OPS_BACKEND_CPU_NEURON_SCAN_LEARNED_LANES_H_

#include "ops/backend/cpu/neuron_scan/scan_lanes.h"
#include "ops/backend/cpu/neuron_scan/scan_vector.h"

namespace synfire {
namespace SYNFIRE_ISA {

// The channel of a group's first neuron, as groups follow each other.
class ChannelOfGroup {
 public:
  SYNFIRE_HOST_DEVICE ChannelOfGroup(int64_t channels, int64_t first_neuron)
      : channels_(channels),
        channel_(first_neuron % channels),
        step_(ScanVector::kLanes % channels) {}

  SYNFIRE_HOST_DEVICE int64_t operator*() const { return channel_; }
  SYNFIRE_HOST_DEVICE void Next() {
    channel_ += step_;
    if (channel_ >= channels_) channel_ -= channels_;
  }

 private:
  int64_t channels_, channel_, step_;
};

template <int kLearned>
SYNFIRE_HOST_DEVICE void LoadLearned(const ScanArgs& args, int64_t channel,
                                     ScanVector* learned) {
  for (int i = 0; i < kLearned; ++i) {
    learned[i] = ScanVector::Load(args.learned[i] + channel);
  }
}

// Sums of many groups' gradients.  One parameter for the layer is summed lane
// by lane, to twice the precision of a float (what each addition rounds off is
// summed too); one a channel goes to its double.
template <int kLearned>
class LearnedSums {
  using Lanes = ScanVector;

 public:
  SYNFIRE_HOST_DEVICE LearnedSums(int64_t channels, double* d_learned)
      : channels_(channels), d_learned_(d_learned) {
    for (int i = 0; i < kLearned; ++i) sum_[i] = lost_[i] = Lanes(0.0f);
  }

  SYNFIRE_HOST_DEVICE void Add(const Lanes* d_learned, int64_t channel) {
    for (int i = 0; i < kLearned; ++i) {
      if (channels_ > 1) {
        double* to = d_learned_ + i * PeriodicStride(channels_) + channel;
        for (int j = 0; j < Lanes::kLanes; ++j) to[j] += d_learned[i][j];
        continue;
      }
      const Lanes next = sum_[i] + d_learned[i];
      const Lanes added = next - sum_[i];
      lost_[i] =
          lost_[i] + ((sum_[i] - (next - added)) + (d_learned[i] - added));
      sum_[i] = next;
    }
  }
  SYNFIRE_HOST_DEVICE void Finish() const {
    if (channels_ > 1) return;
    for (int i = 0; i < kLearned; ++i) {
      double sum = 0, lost = 0;
      for (int j = 0; j < Lanes::kLanes; ++j) sum += sum_[i][j];
      for (int j = 0; j < Lanes::kLanes; ++j) lost += lost_[i][j];
      d_learned_[i * PeriodicStride(1)] += sum + lost;
    }
  }

 private:
  const int64_t channels_;
  double* const d_learned_;
  Lanes sum_[kLearned + 1], lost_[kLearned + 1];  // + 1: no array is empty
};

}  // namespace SYNFIRE_ISA
}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_NEURON_SCAN_LEARNED_LANES_H_
