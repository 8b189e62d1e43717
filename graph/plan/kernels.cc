#include "graph/plan/kernels.h"

#include <algorithm>
#include <map>

#include "absl/strings/str_format.h"
#include "graph/plan/forms.h"

namespace synfire {

namespace {

// Asks the candidates for `node` in turn; sets `chosen` to the one that takes
// it.
absl::StatusOr<KernelChoice> Choose(const Graph& graph, const Node& node,
                                    const std::vector<KernelCandidate>& asked,
                                    absl::string_view device,
                                    const KernelCandidate** chosen) {
  const KernelProblem problem = ProblemOf(graph, node);
  KernelChoice choice;
  choice.input_forms.assign(node.inputs.size(), Form::kPlain);
  choice.output_forms.assign(node.outputs.size(), Form::kPlain);
  for (const KernelCandidate& candidate : asked) {
    KernelOrRefusal made = candidate.make(problem);
    if (made.ok()) {
      choice.name = candidate.name;
      choice.kernel = *std::move(made);
      *chosen = &candidate;
      return choice;
    }
    choice.refusals.emplace_back(candidate.name, made.status().message());
  }
  std::string why;
  for (const auto& [name, reason] : choice.refusals) {
    absl::StrAppend(&why, "\n  ", name, " refused: ", reason);
  }
  return UserError("layer '", node.name, "': no kernel for ", node.op->name(),
                   " on device ", device, why);
}

// Makes the kernel anew where an argument of `node` is not plain.
absl::Status Repack(const Graph& graph, const Node& node,
                    const std::vector<Form>& forms,
                    const KernelCandidate& candidate, KernelChoice* choice) {
  KernelProblem problem = ProblemOf(graph, node);
  bool packed = false;
  for (size_t i = 0; i < node.inputs.size(); ++i) {
    if (node.inputs[i] == kNone) continue;
    const Form form = forms[node.inputs[i]];
    problem.inputs[i]->form = choice->input_forms[i] = form;
    packed |= form != Form::kPlain;
  }
  for (size_t i = 0; i < node.outputs.size(); ++i) {
    const Form form = forms[node.outputs[i]];
    problem.outputs[i].form = choice->output_forms[i] = form;
    packed |= form != Form::kPlain;
  }
  if (!packed) return absl::OkStatus();
  KernelOrRefusal made = candidate.make(problem);
  if (!made.ok()) {
    return absl::InternalError(
        absl::StrCat("layer '", node.name, "': ", candidate.name,
                     " takes arguments in such forms and then refused: ",
                     made.status().message()));
  }
  choice->kernel = *std::move(made);
  return absl::OkStatus();
}

// ", x in bits, y in bytes", or "".
std::string PackedArguments(const Node& node, const KernelChoice& choice) {
  std::string text;
  const auto add = [&](const std::string& port, Form form) {
    if (form != Form::kPlain) {
      absl::StrAppend(&text, ", ", port, " in ", Name(form));
    }
  };
  const std::vector<InputDef>& inputs = node.op->inputs();
  for (size_t i = 0; i < choice.input_forms.size(); ++i) {
    add(inputs[std::min(i, inputs.size() - 1)].name, choice.input_forms[i]);
  }
  for (size_t i = 0; i < choice.output_forms.size(); ++i) {
    add(node.op->outputs()[i].name, choice.output_forms[i]);
  }
  return text;
}

}  // namespace

absl::StatusOr<std::vector<KernelChoice>> ChooseKernels(
    const Graph& graph, KernelPolicy policy, absl::string_view device) {
  std::vector<KernelChoice> choices;
  std::map<const OpDef*, std::vector<KernelCandidate>> candidates;
  std::vector<const KernelCandidate*> chosen(graph.num_nodes());
  for (NodeId id = 0; id < graph.num_nodes(); ++id) {
    const Node& node = graph.node(id);
    std::vector<KernelCandidate>& asked = candidates[node.op];
    if (asked.empty()) {
      asked = graph.registry().Candidates(node.op->name(), device);
      if (policy == KernelPolicy::kReference && !asked.empty()) {
        asked = {asked.back()};
      }
    }
    SYNFIRE_ASSIGN_OR_RETURN(KernelChoice choice,
                             Choose(graph, node, asked, device, &chosen[id]));
    choices.push_back(std::move(choice));
  }
  const FormPlan plan = AssignForms(graph, chosen);
  for (NodeId id = 0; id < graph.num_nodes(); ++id) {
    const Node& node = graph.node(id);
    SYNFIRE_RETURN_IF_ERROR(
        Repack(graph, node, plan.forms, *chosen[id], &choices[id]));
    choices[id].why_not_bf16 = plan.why_not_bf16[node.outputs[0]];
  }
  return choices;
}

std::string Explain(const Graph& graph,
                    const std::vector<KernelChoice>& choices) {
  std::string out;
  for (NodeId id = 0; id < graph.num_nodes(); ++id) {
    const Node& node = graph.node(id);
    const std::string plan = choices[id].kernel->Plan();
    absl::StrAppendFormat(&out, "%-40s %-22s %s%s%s\n", node.name,
                          node.op->name(), choices[id].name,
                          plan.empty() ? "" : ", " + plan,
                          PackedArguments(node, choices[id]));
    if (!choices[id].why_not_bf16.empty()) {
      absl::StrAppend(&out, "    ", node.op->outputs()[0].name,
                      " in f32, not bf16: ", choices[id].why_not_bf16, "\n");
    }
    for (const auto& [name, reason] : choices[id].refusals) {
      absl::StrAppend(&out, "    ", name, " refused: ", reason, "\n");
    }
  }
  return out;
}

}  // namespace synfire
