// Which kernel computes each node, and why not another.
#ifndef SYNFIRE_GRAPH_PLAN_KERNELS_H_
#define SYNFIRE_GRAPH_PLAN_KERNELS_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/status.h"
#include "graph/ir/graph.h"

namespace synfire {

enum class KernelPolicy {
  kFastest,   // the first candidate that accepts
  kReference  // the last alone: on the CPU the reference kernel
};

struct KernelChoice {
  std::string name;  // the candidate's
  std::unique_ptr<Kernel> kernel;
  std::vector<Form> input_forms, output_forms;
  std::string why_not_bf16;  // of output 0 (graph/plan/forms.h)
  // (candidate, reason) for each that was asked before and refused.
  std::vector<std::pair<std::string, std::string>> refusals;
};

// One choice a node, in order, with forms that makers and readers agree on: the
// choice is made as if all were plain.  Only kernels of that kind of device are
// asked.  An error names the node, the op, the device and every refusal.
absl::StatusOr<std::vector<KernelChoice>> ChooseKernels(
    const Graph& graph, KernelPolicy policy, absl::string_view device = kCpu);

// The text of --explain: a line a node, then a line a refusal.
std::string Explain(const Graph& graph,
                    const std::vector<KernelChoice>& choices);

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_PLAN_KERNELS_H_
