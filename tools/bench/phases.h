// The parts of a step that are timed apart.
#ifndef SYNFIRE_TOOLS_BENCH_PHASES_H_
#define SYNFIRE_TOOLS_BENCH_PHASES_H_

#include <vector>

#include "graph/ir/graph.h"

namespace synfire {

enum class Phase {
  kForward,   // up to the loss; everything where there is none
  kBackward,  // the gradients, and what clips them
  kUpdate     // the next values of variables, in the midst of the backward pass
};

// Of each node, in the order in which they run.
std::vector<Phase> PhasesOf(const Graph& graph);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_BENCH_PHASES_H_
