#include "tests/ops/case_graph.h"

#include <algorithm>

#include "core/rng.h"
#include "core/spec/call.h"
#include "graph/op/gradient.h"

namespace synfire {
namespace {

bool IsReal(DType dtype) {
  return dtype == DType::kF32 || dtype == DType::kF64;
}

absl::StatusOr<Bytes> Filled(const Fill& fill, const Type& type, int64_t steps,
                             RandomKey key) {
  const bool fractions =
      fill.kind == Fill::kNormal || fill.kind == Fill::kUniform;
  if (fractions && !IsReal(type.dtype)) {
    return UserError("is ", type.ToString(),
                     ", so it must be filled with Integers, Spikes or Counts");
  }
  std::vector<double> values(type.Elements(steps));
  for (size_t i = 0; i < values.size(); ++i) {
    switch (fill.kind) {
      case Fill::kNormal:
        values[i] = static_cast<float>(fill.a + fill.b * Normal(key, 0, i));
        break;
      case Fill::kUniform:
        values[i] =
            static_cast<float>(fill.a + (fill.b - fill.a) * Uniform(key, 0, i));
        break;
      case Fill::kSpikes:
        values[i] = Uniform(key, 0, i) < fill.a ? 1 : 0;
        break;
      case Fill::kCounts:
        if (Uniform(key, 0, i) < fill.a) {
          values[i] = 1 + UniformInt(key, 1, i, static_cast<uint32_t>(fill.b));
        }
        break;
      case Fill::kIntegers:
        values[i] = fill.a + UniformInt(key, 0, i,
                                        static_cast<uint32_t>(fill.b - fill.a));
        break;
      case Fill::kAbsent:
        break;
    }
  }
  return FromDoubles(type.dtype, values);
}

std::string InputName(const OpDef& op, size_t i) {
  const size_t last = op.inputs().size() - 1;
  if (i < last || !op.inputs().back().variadic) return op.inputs()[i].name;
  return absl::StrCat(op.inputs().back().name, i - last);
}

RandomKey KeyOf(const OpCase& op_case, uint64_t seed, absl::string_view name) {
  return MakeRandomKey(
      seed, absl::StrCat("op_case/", op_case.op, "/", op_case.name, "/", name));
}

}  // namespace

absl::StatusOr<CaseGraph> BuildCase(const OpRegistry& registry,
                                    const OpCase& op_case, DType real,
                                    uint64_t seed) {
  const OpDef* op = registry.Find(op_case.op);
  if (op == nullptr) {
    return UserError("'", op_case.op, "' is no op",
                     Suggestion(op_case.op, registry.names()));
  }
  const bool variadic = !op->inputs().empty() && op->inputs().back().variadic;
  if (op_case.inputs.size() > op->inputs().size() && !variadic) {
    return UserError("the case has ", op_case.inputs.size(), " inputs, ",
                     op_case.op, " takes at most ", op->inputs().size());
  }
  CaseGraph built{Graph(&registry, op_case.op, op_case.steps), kNone, {}};
  SYNFIRE_ASSIGN_OR_RETURN(
      const Call call,
      Call::Parse(absl::StrCat(op_case.op, "(", op_case.attrs, ")")));
  SYNFIRE_ASSIGN_OR_RETURN(Attrs attrs, op->schema().Bind(call, {}));
  if (attrs.Has("dtype") && attrs.String("dtype") == "f32") {
    attrs.Set("dtype", std::string(Name(real)));
  }
  std::vector<ValueId> inputs;
  for (size_t i = 0; i < op_case.inputs.size(); ++i) {
    const CaseInput& input = op_case.inputs[i];
    if (input.fill.kind == Fill::kAbsent) {
      inputs.push_back(kNone);
      continue;
    }
    const std::string name = InputName(*op, i);
    SYNFIRE_ASSIGN_OR_RETURN(Type type, Type::FromString(input.type));
    if (type.dtype == DType::kF32) type.dtype = real;
    absl::StatusOr<Bytes> filled =
        Filled(input.fill, type, op_case.steps, KeyOf(op_case, seed, name));
    if (!filled.ok()) return Annotate(filled.status(), name + " ");
    built.given[name] = *std::move(filled);
    SYNFIRE_ASSIGN_OR_RETURN(const ValueId id,
                             built.graph.AddInput(name, std::move(type)));
    inputs.push_back(id);
  }
  SYNFIRE_ASSIGN_OR_RETURN(
      built.node,
      built.graph.AddNode(op_case.op, "case", std::move(inputs), attrs));
  return built;
}

bool IsAbsentOutput(const KernelProblem& problem, int i) {
  return i > 0 && problem.output(i).shape == Shape{0};
}

absl::StatusOr<std::vector<ValueId>> AddOutputGradients(const OpCase& op_case,
                                                        uint64_t seed,
                                                        CaseGraph* built) {
  std::vector<ValueId> gradients;
  const Node node = built->graph.node(built->node);
  const KernelProblem problem = ProblemOf(built->graph, node);
  for (const std::string& fixed : op_case.fixed_outputs) {
    const auto& ports = node.op->outputs();
    if (std::none_of(ports.begin(), ports.end(), [&](const OutputDef& port) {
          return port.name == fixed;
        })) {
      return UserError("fixed_outputs names '", fixed, "', no output of ",
                       op_case.op);
    }
  }
  for (size_t i = 0; i < node.outputs.size(); ++i) {
    const Type type = built->graph.type(node.outputs[i]);
    const std::string& port = node.op->outputs()[i].name;
    const auto& fixed = op_case.fixed_outputs;
    if (!IsReal(type.dtype) || IsAbsentOutput(problem, i) ||
        std::find(fixed.begin(), fixed.end(), port) != fixed.end()) {
      gradients.push_back(kNone);
      continue;
    }
    const std::string name = absl::StrCat("gradient of ", port);
    SYNFIRE_ASSIGN_OR_RETURN(built->given[name],
                             Filled(Fill::Normal(), type, op_case.steps,
                                    KeyOf(op_case, seed, name)));
    SYNFIRE_ASSIGN_OR_RETURN(const ValueId id,
                             built->graph.AddInput(name, type));
    gradients.push_back(id);
  }
  return gradients;
}

std::vector<bool> DifferentiableInputs(const OpCase& op_case,
                                       const CaseGraph& built) {
  const std::vector<ValueId>& inputs = built.graph.node(built.node).inputs;
  std::vector<bool> differentiable;
  for (size_t i = 0; i < inputs.size(); ++i) {
    differentiable.push_back(inputs[i] != kNone &&
                             op_case.inputs[i].differentiate &&
                             IsReal(built.graph.type(inputs[i]).dtype));
  }
  return differentiable;
}

absl::StatusOr<std::vector<ValueId>> AddGradient(
    const std::vector<ValueId>& output_gradients,
    const std::vector<bool>& needs, CaseGraph* built) {
  const Node node = built->graph.node(built->node);
  if (node.op->gradient() == nullptr) {
    return UserError(node.op->name(),
                     " has no gradient builder; say gradient = false");
  }
  GradientContext context(&built->graph, built->node, output_gradients, needs);
  SYNFIRE_RETURN_IF_ERROR(node.op->gradient()(context));
  for (size_t i = 0; i < node.inputs.size(); ++i) {
    const ValueId gradient = context.input_gradients()[i];
    if (gradient == kNone) continue;
    const Type& type = built->graph.type(gradient);
    const Type& expected = built->graph.type(node.inputs[i]);
    if (type.dtype != expected.dtype || type.shape != expected.shape) {
      return UserError("the gradient of ", InputName(*node.op, i), " is ",
                       type.ToString(), ", expected ", expected.ToString());
    }
  }
  return context.input_gradients();
}

}  // namespace synfire
