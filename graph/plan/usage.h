// What a step's memory holds at its fullest moment.
#ifndef SYNFIRE_GRAPH_PLAN_USAGE_H_
#define SYNFIRE_GRAPH_PLAN_USAGE_H_

#include <cstdint>
#include <string>

#include "graph/ir/graph.h"
#include "graph/plan/plan.h"

namespace synfire {

// In bytes.
struct MemoryUsage {
  // Variables: for the whole run.
  int64_t parameters = 0;
  int64_t states = 0;  // of the optimizer, and statistics
  // The arena, while node `moment` runs, when most of it is in use.
  std::string moment;
  int64_t inputs = 0;
  int64_t kept = 0;       // made before the loss and read behind it
  int64_t gradients = 0;  // of parameters, for the optimizer
  int64_t passing = 0;    // the other values
  int64_t scratch = 0;    // the node's own

  int64_t arena() const {  // the lower bound of any placement
    return inputs + kept + gradients + passing + scratch;
  }
};

MemoryUsage UsageOf(const Graph& graph, const MemoryPlan& plan);

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_PLAN_USAGE_H_
