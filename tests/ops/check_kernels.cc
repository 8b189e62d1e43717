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

Bytes RoundedToBf16(const Bytes& floats) {
  const int64_t count = static_cast<int64_t>(floats.size() / sizeof(float));
  return Unpack(Pack(floats, Form::kBf16), count, Form::kBf16);
}

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
  if (!node.op->Rounds(node.attrs)) return;
  EXPECT_EQ(RoundedToBf16((*outputs)[0]), (*outputs)[0]) << "rounds its result";
}

// Whether planning puts output 0 of `node` in bits if it packs it.
bool NeverExceedsOne(const Node& node) {
  const LargestRule largest = node.op->largest();
  const std::vector<int64_t> inputs(node.inputs.size(), 255);
  return largest != nullptr && largest(node.attrs, inputs) == 1;
}

// The ports at which a candidate is to have values in a form.
struct FormPorts {
  std::vector<int> inputs, outputs;
};

// All that it takes in `form`: none where the elements of one do not fit.  In
// bf16 they will be rounded.
FormPorts PortsFor(const KernelCandidate& candidate,
                   const KernelProblem& problem, const Node& node,
                   const std::vector<Bytes>& values, Form form) {
  const bool bf16 = form == Form::kBf16;
  FormPorts ports;
  for (int port : bf16 ? candidate.bf16_inputs : candidate.packed_inputs) {
    if (!problem.has_input(port)) continue;
    if (!bf16 &&
        !FitsForm(problem.input(port), values[node.inputs[port]], form)) {
      return {};
    }
    ports.inputs.push_back(port);
  }
  for (int port : bf16 ? candidate.bf16_outputs : candidate.packed_outputs) {
    if (!bf16 &&
        !FitsForm(problem.output(port), values[node.outputs[port]], form)) {
      return {};
    }
    if (form == Form::kBytes && NeverExceedsOne(node)) return {};
    ports.outputs.push_back(port);
  }
  return ports;
}

bool AlikeInForm(const KernelProblem& problem,
                 const std::vector<std::pair<int, int>>& in_place) {
  return std::all_of(in_place.begin(), in_place.end(), [&](const auto& pair) {
    return problem.outputs[pair.first].form ==
           problem.inputs[pair.second]->form;
  });
}

// Holds the candidate on arguments in `form` against itself on plain ones: the
// same but for the order of a sum over steps.
void CheckForm(const KernelCandidate& candidate, KernelProblem problem,
               const Node& node, const std::vector<Bytes>& values, Form form) {
  const FormPorts ports = PortsFor(candidate, problem, node, values, form);
  if (ports.inputs.empty() && ports.outputs.empty()) return;
  SCOPED_TRACE(Name(form));
  std::vector<const Bytes*> inputs = InputsOf(node, values);
  std::vector<Bytes> rounded(inputs.size());
  for (int port : ports.inputs) {
    if (form != Form::kBf16) continue;
    rounded[port] = RoundedToBf16(*inputs[port]);
    inputs[port] = &rounded[port];
  }
  KernelOrRefusal plain = candidate.make(problem);
  ASSERT_TRUE(plain.ok()) << plain.status().message();
  const absl::StatusOr<std::vector<Bytes>> expected =
      RunGuarded(problem, **plain, inputs);
  ASSERT_TRUE(expected.ok()) << expected.status().message();

  std::vector<Bytes> packed(inputs.size());
  for (int port : ports.inputs) {
    problem.inputs[port]->form = form;
    packed[port] = Pack(*inputs[port], form);
    inputs[port] = &packed[port];
  }
  for (int port : ports.outputs) problem.outputs[port].form = form;
  KernelOrRefusal kernel = candidate.make(problem);
  ASSERT_TRUE(kernel.ok()) << kernel.status().message();
  std::vector<std::vector<std::pair<int, int>>> places = {{}};
  for (const auto& pairs : InPlaceChoices(problem)) {
    if (AlikeInForm(problem, pairs)) places.push_back(pairs);
  }
  for (const auto& in_place : places) {
    SCOPED_TRACE(in_place.empty() ? "" : "in place");
    const absl::StatusOr<std::vector<Bytes>> outputs =
        RunGuarded(problem, **kernel, inputs, in_place);
    ASSERT_TRUE(outputs.ok()) << outputs.status().message();
    for (size_t i = 0; i < outputs->size(); ++i) {
      const int port = static_cast<int>(i);
      const Form written = problem.outputs[i].form;
      constexpr double kTolerance = 1e-6;
      EXPECT_EQ(
          Difference(
              problem.output(port).dtype,
              Unpack((*outputs)[i], problem.OutputElements(port), written),
              written == Form::kBf16 ? RoundedToBf16((*expected)[i])
                                     : (*expected)[i],
              kTolerance),
          "")
          << "output " << node.op->outputs()[i].name;
    }
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
      for (const Form form : {Form::kBytes, Form::kBits, Form::kBf16}) {
        CheckForm(candidate, problem, node, *values, form);
      }
    }
  }
  if (accepted > 0) return;
  GTEST_SKIP() << (refusals.empty() ? "there is only the reference kernel"
                                    : absl::StrJoin(refusals, "\n"));
}

}  // namespace synfire
