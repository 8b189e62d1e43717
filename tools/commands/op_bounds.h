// What each op of a planned network takes at least on a machine that is
// described, not measured.
#ifndef SYNFIRE_TOOLS_COMMANDS_OP_BOUNDS_H_
#define SYNFIRE_TOOLS_COMMANDS_OP_BOUNDS_H_

#include <string>
#include <vector>

#include "tools/bench/machine_peak.h"
#include "tools/commands/planned_network.h"

namespace synfire {

struct OpBound {
  std::string op;
  int nodes = 0;
  Work work;
  // The sum over the nodes of what each takes at least: the larger of its
  // operations' time and of its arguments', each moved once.
  double seconds = 0;
  double memory_seconds = 0;  // of those nodes that wait for the memory
};

// The most seconds first.
std::vector<OpBound> BoundsOf(const PlannedNetwork& network,
                              const MachinePeak& peak);
OpBound Total(const std::vector<OpBound>& bounds);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_COMMANDS_OP_BOUNDS_H_
