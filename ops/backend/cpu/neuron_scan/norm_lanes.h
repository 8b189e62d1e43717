// A norm in front of a neuron, a vector of neurons at a time.
// Included by sources of cc_isa_library alone.
#ifndef SYNFIRE_OPS_BACKEND_CPU_NEURON_SCAN_NORM_LANES_H_
#define SYNFIRE_OPS_BACKEND_CPU_NEURON_SCAN_NORM_LANES_H_

#include <cstring>

#include "ops/backend/cpu/neuron_scan/learned_lanes.h"
#include "ops/backend/cpu/neuron_scan/scan_lanes.h"

namespace synfire {
namespace SYNFIRE_ISA {

// The factors of a group's channels, as groups follow each other.
class NormLanes {
  using Lanes = ScanVector;

 public:
  SYNFIRE_HOST_DEVICE NormLanes(const ScanNorm& norm, int64_t first_neuron)
      : norm_(norm), channel_(norm.channels, first_neuron) {
    Load();
  }

  SYNFIRE_HOST_DEVICE int64_t channel() const { return *channel_; }
  SYNFIRE_HOST_DEVICE void Next() {
    channel_.Next();
    Load();
  }
  SYNFIRE_HOST_DEVICE Lanes Centred(Lanes x) const { return x - mean_; }
  SYNFIRE_HOST_DEVICE Lanes Scaled(Lanes centred) const {
    return centred * slope_ + offset_;
  }

 private:
  SYNFIRE_HOST_DEVICE void Load() {
    mean_ = Lanes::Load(norm_.mean + *channel_);
    slope_ = Lanes::Load(norm_.slope + *channel_);
    offset_ = Lanes::Load(norm_.offset + *channel_);
  }

  const ScanNorm norm_;
  ChannelOfGroup channel_;
  Lanes mean_, slope_, offset_;
};

// to[0 ..] += v
SYNFIRE_HOST_DEVICE void AddLanes(ScanVector v, double* to) {
  // As vectors: lane by lane it would take as long as the scan itself.
  typedef double Doubles
      __attribute__((vector_size(kFloatLanes * sizeof(double))));
  SYNFIRE_UNROLL for (const auto& part : v.parts) {
    Doubles sums;
    std::memcpy(&sums, to, sizeof sums);
    sums += __builtin_convertvector(part.lanes, Doubles);
    std::memcpy(to, &sums, sizeof sums);
    to += kFloatLanes;
  }
}

}  // namespace SYNFIRE_ISA
}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_NEURON_SCAN_NORM_LANES_H_
