// The memory of a scheduled graph: which values share a buffer, how long each
// buffer lives, and where it lies.
//
// Variables live outside of the arena (graph/exec/variables.h).  A value that
// an op may compute in place of an input with no later reader shares that
// input's buffer; the next value of a variable is computed in the variable
// itself where nothing reads the old one later, and copied there after the last
// node otherwise.  Inputs and outputs keep their buffers for the whole run.
// What a node reads that defers its output, and its scratch, live until that
// is read.
#ifndef SYNFIRE_GRAPH_PLAN_PLAN_H_
#define SYNFIRE_GRAPH_PLAN_PLAN_H_

#include <cstdint>
#include <vector>

#include "core/status.h"
#include "graph/ir/graph.h"
#include "graph/plan/kernels.h"
#include "graph/plan/memory.h"

namespace synfire {

struct MemoryPlan {
  std::vector<Lifetime> buffers;
  // By value: the buffer that holds it, or the variable whose memory does.
  std::vector<int> buffer_of;        // kNone: in a variable
  std::vector<ValueId> variable_of;  // kNone: in a buffer
  std::vector<int> scratch_of;       // by node; kNone where it needs none
  std::vector<Update> copies;        // to be made after the last node
  int64_t arena_bytes = 0;
  int64_t lower_bound = 0;     // of arena_bytes
  int64_t variable_bytes = 0;  // parameters and states
};

// The plan, checked by CheckPlacement.
absl::StatusOr<MemoryPlan> PlanMemory(const Graph& graph,
                                      const std::vector<KernelChoice>& kernels);

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_PLAN_PLAN_H_
