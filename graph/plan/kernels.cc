#include "graph/plan/kernels.h"

#include "absl/strings/str_format.h"

namespace synfire {

absl::StatusOr<std::vector<KernelChoice>> ChooseKernels(const Graph& graph,
                                                        KernelPolicy policy) {
  std::vector<KernelChoice> choices;
  for (NodeId id = 0; id < graph.num_nodes(); ++id) {
    const Node& node = graph.node(id);
    const KernelProblem problem = ProblemOf(graph, node);
    std::vector<KernelCandidate> candidates =
        graph.registry().Candidates(node.op->name());
    if (policy == KernelPolicy::kReference) candidates = {candidates.back()};
    KernelChoice choice;
    for (const KernelCandidate& candidate : candidates) {
      KernelOrRefusal made = candidate.make(problem);
      if (made.ok()) {
        choice.name = candidate.name;
        choice.kernel = *std::move(made);
        break;
      }
      choice.refusals.emplace_back(candidate.name, made.status().message());
    }
    if (choice.kernel == nullptr) {
      std::string why;
      for (const auto& [name, reason] : choice.refusals) {
        absl::StrAppend(&why, "\n  ", name, " refused: ", reason);
      }
      return UserError("layer '", node.name, "': no kernel for ",
                       node.op->name(), why);
    }
    choices.push_back(std::move(choice));
  }
  return choices;
}

std::string Explain(const Graph& graph,
                    const std::vector<KernelChoice>& choices) {
  std::string out;
  for (NodeId id = 0; id < graph.num_nodes(); ++id) {
    const Node& node = graph.node(id);
    absl::StrAppendFormat(&out, "%-40s %-22s %s\n", node.name, node.op->name(),
                          choices[id].name);
    for (const auto& [name, reason] : choices[id].refusals) {
      absl::StrAppend(&out, "    ", name, " refused: ", reason, "\n");
    }
  }
  return out;
}

}  // namespace synfire
