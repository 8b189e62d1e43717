// What one of the two compared programs needs for one workload.
#ifndef SYNFIRE_TOOLS_PEERS_SIDE_H_
#define SYNFIRE_TOOLS_PEERS_SIDE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/status.h"
#include "tools/bench/samples.h"

namespace synfire {

// The medians of a round's steps, in seconds.
struct RoundTimes {
  double step = 0, forward = 0, backward = 0;
};

// What the kernels of one name took of a step, and at best would take.
struct KernelShare {
  std::string op, kernel;
  double seconds = 0, bound = 0;
};

struct SideResult {
  Samples step, forward, backward;  // one sample a round
  double start_seconds = 0;         // until the first step is over, in process
  // What the process grew by at its largest, network and input included.
  std::optional<int64_t> memory;
  std::string date;  // of the last round, UTC: "2025-01-31 12:00"
  std::string version;
  // Ours alone: the sum of the kernels' bounds (tools/bench) in seconds, what
  // they took as a share of the step, and the neurons' firing rate.
  std::optional<double> bound, kernel_share, firing_rate;
  std::vector<KernelShare> kernels;  // ours; the longest first

  void Add(const RoundTimes& times) {
    step.Add(times.step);
    forward.Add(times.forward);
    backward.Add(times.backward);
  }
};

// Now, as SideResult::date.
std::string DateNow();

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_PEERS_SIDE_H_
