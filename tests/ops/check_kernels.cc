#include <gtest/gtest.h>

#include <algorithm>
#include <memory>

#include "absl/strings/str_join.h"
#include "tests/ops/case_graph.h"
#include "tests/ops/checks.h"
#include "tests/ops/compare.h"
#include "tests/ops/packed_bytes.h"

namespace synfire {
namespace {

// Holds `kernel` against the values that the reference computed.
void CheckOne(const OpCase& op_case, const KernelProblem& problem,
              const Node& node, const std::vector<Bytes>& values,
              Kernel& kernel,
              const std::vector<std::pair<int, int>>& in_place) {
  SCOPED_TRACE(in_place.empty() ? "" : "in place");
  const absl::StatusOr<std::vector<Bytes>> outputs =
      RunGuarded(problem, kernel, InputsOf(node, values), in_place);
  ASSERT_TRUE(outputs.ok()) << outputs.status().message();
  for (size_t i = 0; i < outputs->size(); ++i) {
    const std::string difference =
        Difference(problem.output(i).dtype, (*outputs)[i],
                   values[node.outputs[i]], op_case.tolerance);
    EXPECT_EQ(difference, "") << "output " << node.op->outputs()[i].name;
  }
}

// Whether planning puts output 0 of `node` in bits if it packs it.
bool NeverExceedsOne(const Node& node) {
  const LargestRule largest = node.op->largest();
  const std::vector<int64_t> inputs(node.inputs.size(), 255);
  return largest != nullptr && largest(node.attrs, inputs) == 1;
}

// Whether every argument of `node` at a packed port fits `form`.
bool AllFit(const KernelCandidate& candidate, const KernelProblem& problem,
            const Node& node, const std::vector<Bytes>& values, Form form) {
  int packed = 0;
  const auto fits = [&](ValueId value, const Type& type) {
    ++packed;
    return FitsForm(type, values[value], form);
  };
  for (int port : candidate.packed_inputs) {
    if (!problem.has_input(port)) continue;
    if (!fits(node.inputs[port], problem.input(port))) return false;
  }
  for (int port : candidate.packed_outputs) {
    if (!fits(node.outputs[port], problem.output(port))) return false;
    if (form == Form::kBytes && NeverExceedsOne(node)) return false;
  }
  return packed > 0;
}

// Holds the candidate on packed arguments against itself on plain ones: the
// same but for the order of a sum over steps.
void CheckPacked(const KernelCandidate& candidate, KernelProblem problem,
                 const Node& node, const std::vector<Bytes>& values,
                 Form form) {
  if (!AllFit(candidate, problem, node, values, form)) return;
  SCOPED_TRACE(Name(form));
  KernelOrRefusal plain = candidate.make(problem);
  ASSERT_TRUE(plain.ok()) << plain.status().message();
  const absl::StatusOr<std::vector<Bytes>> expected =
      RunGuarded(problem, **plain, InputsOf(node, values));
  ASSERT_TRUE(expected.ok()) << expected.status().message();

  std::vector<const Bytes*> inputs = InputsOf(node, values);
  std::vector<Bytes> packed(inputs.size());
  for (int port : candidate.packed_inputs) {
    if (!problem.has_input(port)) continue;
    problem.inputs[port]->form = form;
    packed[port] = Pack(*inputs[port], form);
    inputs[port] = &packed[port];
  }
  for (int port : candidate.packed_outputs) problem.outputs[port].form = form;
  KernelOrRefusal kernel = candidate.make(problem);
  ASSERT_TRUE(kernel.ok()) << kernel.status().message();
  const absl::StatusOr<std::vector<Bytes>> outputs =
      RunGuarded(problem, **kernel, inputs);
  ASSERT_TRUE(outputs.ok()) << outputs.status().message();
  for (size_t i = 0; i < outputs->size(); ++i) {
    const int port = static_cast<int>(i);
    constexpr double kTolerance = 1e-6;
    EXPECT_EQ(Difference(problem.output(port).dtype,
                         Unpack((*outputs)[i], problem.OutputElements(port),
                                problem.outputs[i].form),
                         (*expected)[i], kTolerance),
              "")
        << "output " << node.op->outputs()[i].name;
  }
}

}  // namespace

void CheckKernels(const OpRegistry& registry, const OpCase& op_case,
                  uint64_t seed) {
  absl::StatusOr<CaseGraph> built =
      BuildCase(registry, op_case, DType::kF32, seed);
  ASSERT_TRUE(built.ok()) << built.status().message();
  const std::vector<bool> needs = DifferentiableInputs(op_case, *built);
  const bool differentiable =
      std::find(needs.begin(), needs.end(), true) != needs.end();
  if (differentiable && built->graph.node(built->node).op->gradient()) {
    const auto weights = AddOutputGradients(op_case, seed, &*built);
    ASSERT_TRUE(weights.ok()) << weights.status().message();
    const auto gradients = AddGradient(*weights, needs, &*built);
    ASSERT_TRUE(gradients.ok()) << gradients.status().message();
  }
  const auto values = Evaluate(built->graph, built->given);
  ASSERT_TRUE(values.ok()) << values.status().message();

  int accepted = 0;
  std::vector<std::string> refusals;
  for (NodeId id = 0; id < built->graph.num_nodes(); ++id) {
    const Node& node = built->graph.node(id);
    const KernelProblem problem = ProblemOf(built->graph, node);
    std::vector<KernelCandidate> candidates =
        registry.Candidates(node.op->name());
    candidates.pop_back();  // the reference
    for (const KernelCandidate& candidate : candidates) {
      SCOPED_TRACE(absl::StrCat(node.op->name(), " by ", candidate.name));
      KernelOrRefusal kernel = candidate.make(problem);
      if (!kernel.ok()) {
        refusals.push_back(
            absl::StrCat(node.op->name(), ": ", candidate.name,
                         " refused: ", kernel.status().message()));
        continue;
      }
      ++accepted;
      CheckOne(op_case, problem, node, *values, **kernel, {});
      for (const auto& pairs : InPlaceChoices(problem)) {
        CheckOne(op_case, problem, node, *values, **kernel, pairs);
      }
      for (const Form form : {Form::kBytes, Form::kBits}) {
        CheckPacked(candidate, problem, node, *values, form);
      }
    }
  }
  if (accepted > 0) return;
  GTEST_SKIP() << (refusals.empty() ? "there is only the reference kernel"
                                    : absl::StrJoin(refusals, "\n"));
}

}  // namespace synfire
