// A network compiled up to its memory plan: everything that can be wrong with
// it is found, nothing is allocated and nothing runs.
#ifndef SYNFIRE_TOOLS_COMMANDS_PLANNED_NETWORK_H_
#define SYNFIRE_TOOLS_COMMANDS_PLANNED_NETWORK_H_

#include <vector>

#include "core/status.h"
#include "graph/compile.h"
#include "graph/plan/plan.h"

namespace synfire {

struct PlannedNetwork {
  CompiledGraph compiled;
  std::vector<KernelChoice> kernels;
  MemoryPlan plan;

  // Elements of all variables of this role.
  int64_t Elements(Role role) const;
  // Of one run, as the ops count them: a multiply-add is two.  The largest
  // int64 where there are more.
  int64_t Flops() const;
};

// Errors: those of compiling, of kernels and of planning; an initialiser that
// is not valid.
absl::StatusOr<PlannedNetwork> PlanNetwork(const ModelText& model,
                                           const Catalog& catalog,
                                           const CompileOptions& options);

// The same of one node; of a sum.
int64_t FlopsOf(const Graph& graph, const Node& node);
int64_t AddFlops(int64_t a, int64_t b);

// Whether a loss can be put on the network: it ends in static logits [N,K].
bool TakesLoss(const Graph& graph);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_COMMANDS_PLANNED_NETWORK_H_
