#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <numeric>

#include "core/rng.h"
#include "tests/ops/case_graph.h"
#include "tests/ops/checks.h"
#include "tests/ops/compare.h"

namespace synfire {
namespace {

// Elements of an input that are varied; of a larger one, these many by chance.
constexpr int64_t kMaxDifferences = 300;
// Against which a gradient that is zero but for rounding is measured.
constexpr double kGradientFloor = 1e-3;

// `gradient`, which has the shape of one step, at every element of an input of
// type `input`: summed over time or repeated as autodiff does.
std::vector<double> AsInput(const std::vector<double>& gradient,
                            const Type& type, const Type& input,
                            int64_t steps) {
  if (type.time == input.time) return gradient;
  const int64_t size = input.shape.size();
  std::vector<double> result(input.Elements(steps), 0.0);
  for (int64_t t = 0; t < steps; ++t) {
    for (int64_t i = 0; i < size; ++i) {
      if (input.temporal()) {
        result[t * size + i] = gradient[i];
      } else {
        result[i] += gradient[t * size + i];
      }
    }
  }
  return result;
}

std::vector<int64_t> ElementsToVary(int64_t count, uint64_t seed) {
  std::vector<int64_t> elements(std::min(count, kMaxDifferences));
  std::iota(elements.begin(), elements.end(), 0);
  if (count <= kMaxDifferences) return elements;
  const RandomKey key = MakeRandomKey(seed, "elements_to_vary");
  for (size_t i = 0; i < elements.size(); ++i) {
    elements[i] = UniformInt(key, 0, i, static_cast<uint32_t>(count));
  }
  return elements;
}

// sum(weights * outputs) as a function of the inputs.
class WeightedSum {
 public:
  WeightedSum(const CaseGraph& built, const std::vector<Bytes>& values,
              const std::vector<ValueId>& weights)
      : node_(built.graph.node(built.node)),
        problem_(ProblemOf(built.graph, node_)),
        kernel_(MakeFunctionKernel(problem_, node_.op->reference())),
        inputs_(InputsOf(node_, values)) {
    for (ValueId id : weights) {
      weights_.push_back(id == kNone ? std::vector<double>()
                                     : ToDoubles(DType::kF64, values[id]));
    }
  }

  // With element `element` of input `i` moved by `by`.
  absl::StatusOr<double> Moved(int i, int64_t element, double by) {
    std::vector<double> moved = ToDoubles(DType::kF64, *inputs_[i]);
    moved[element] += by;
    const Bytes bytes = FromDoubles(DType::kF64, moved);
    std::vector<const Bytes*> inputs = inputs_;
    inputs[i] = &bytes;
    SYNFIRE_ASSIGN_OR_RETURN(const std::vector<Bytes> outputs,
                             RunGuarded(problem_, *kernel_, inputs));
    double sum = 0;
    for (size_t k = 0; k < outputs.size(); ++k) {
      if (weights_[k].empty()) continue;
      const std::vector<double> y = ToDoubles(DType::kF64, outputs[k]);
      sum += std::inner_product(y.begin(), y.end(), weights_[k].begin(), 0.0);
    }
    return sum;
  }

 private:
  const Node node_;
  const KernelProblem problem_;
  const std::unique_ptr<Kernel> kernel_;
  const std::vector<const Bytes*> inputs_;
  std::vector<std::vector<double>> weights_;
};

// Asks for the gradient of input `i` alone.
void CheckAlone(const OpRegistry& registry, const OpCase& op_case, int i,
                const Bytes& expected, uint64_t seed) {
  absl::StatusOr<CaseGraph> built =
      BuildCase(registry, op_case, DType::kF64, seed);
  ASSERT_TRUE(built.ok());
  const auto weights = AddOutputGradients(op_case, seed, &*built);
  ASSERT_TRUE(weights.ok());
  std::vector<bool> needs(op_case.inputs.size(), false);
  needs[i] = true;
  const auto gradients = AddGradient(*weights, needs, &*built);
  ASSERT_TRUE(gradients.ok()) << gradients.status().message();
  const auto values = Evaluate(built->graph, built->given);
  ASSERT_TRUE(values.ok()) << values.status().message();
  const ValueId gradient = (*gradients)[i];
  ASSERT_NE(gradient, kNone) << "has no gradient when asked for alone";
  EXPECT_TRUE((*values)[gradient] == expected)
      << "has another gradient when asked for alone";
}

}  // namespace

void CheckGradient(const OpRegistry& registry, const OpCase& op_case,
                   uint64_t seed) {
  absl::StatusOr<CaseGraph> built =
      BuildCase(registry, op_case, DType::kF64, seed);
  ASSERT_TRUE(built.ok()) << built.status().message();
  const auto weights = AddOutputGradients(op_case, seed, &*built);
  ASSERT_TRUE(weights.ok()) << weights.status().message();
  const std::vector<bool> needs = DifferentiableInputs(op_case, *built);
  const auto gradients = AddGradient(*weights, needs, &*built);
  ASSERT_TRUE(gradients.ok()) << gradients.status().message();
  const auto values = Evaluate(built->graph, built->given);
  ASSERT_TRUE(values.ok()) << values.status().message();

  const Node node = built->graph.node(built->node);
  WeightedSum sum(*built, *values, *weights);
  bool any = false;
  for (int i = 0; i < static_cast<int>(needs.size()); ++i) {
    if (!needs[i]) continue;
    any = true;
    SCOPED_TRACE(built->graph.value(node.inputs[i]).name);
    const Type& type = built->graph.type(node.inputs[i]);
    const int64_t count = type.Elements(op_case.steps);
    std::vector<double> gradient(count, 0.0);
    if ((*gradients)[i] != kNone) {
      const Bytes& bytes = (*values)[(*gradients)[i]];
      gradient =
          AsInput(ToDoubles(DType::kF64, bytes),
                  built->graph.type((*gradients)[i]), type, op_case.steps);
      CheckAlone(registry, op_case, i, bytes, seed);
    }
    std::vector<double> computed, differences;
    for (int64_t element : ElementsToVary(count, seed)) {
      const auto above = sum.Moved(i, element, op_case.epsilon);
      const auto below = sum.Moved(i, element, -op_case.epsilon);
      ASSERT_TRUE(above.ok()) << above.status().message();
      ASSERT_TRUE(below.ok()) << below.status().message();
      differences.push_back((*above - *below) / (2 * op_case.epsilon));
      computed.push_back(gradient[element]);
    }
    EXPECT_LE(RelativeRms(computed, differences, kGradientFloor),
              op_case.gradient_tolerance);
  }
  EXPECT_TRUE(any) << "no input is differentiable; say gradient = false";
}

}  // namespace synfire
