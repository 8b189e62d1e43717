#include "tests/ops/nn/nn_text.h"

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "graph/ir/text.h"
#include "ops/nn/nn.h"

namespace synfire {
namespace {

absl::StatusOr<KernelProblem> Problem(absl::string_view op,
                                      absl::string_view inputs, int64_t steps) {
  SYNFIRE_ASSIGN_OR_RETURN(const Call call, Call::Parse(op));
  KernelProblem problem;
  problem.steps = steps;
  problem.op = NnCatalog().ops.Find(call.name);
  if (problem.op == nullptr) {
    return UserError(call.name, " is no op of this family");
  }
  SYNFIRE_ASSIGN_OR_RETURN(problem.attrs, problem.op->schema().Bind(call, {}));
  for (absl::string_view text : absl::StrSplit(inputs, "; ")) {
    problem.inputs.emplace_back();
    if (text == "_") continue;
    SYNFIRE_ASSIGN_OR_RETURN(Type type, Type::FromString(text));
    problem.inputs.back() = KernelArgument{std::move(type), Form::kPlain};
  }
  std::vector<const Type*> types;
  for (const auto& input : problem.inputs) {
    types.push_back(input.has_value() ? &input->type : nullptr);
  }
  SYNFIRE_ASSIGN_OR_RETURN(const std::vector<Type> outputs,
                           problem.op->Infer(problem.attrs, steps, types));
  for (const Type& type : outputs) problem.outputs.push_back({type});
  return problem;
}

absl::StatusOr<std::string> InferOrError(absl::string_view op,
                                         absl::string_view inputs,
                                         int64_t steps) {
  SYNFIRE_ASSIGN_OR_RETURN(const KernelProblem problem,
                           Problem(op, inputs, steps));
  return absl::StrJoin(problem.outputs, "; ",
                       [](std::string* out, const KernelArgument& output) {
                         out->append(output.type.ToString());
                       });
}

absl::StatusOr<std::string> BuildOrError(absl::string_view layer,
                                         absl::string_view x, Mode mode,
                                         int64_t steps, DType operands) {
  SYNFIRE_ASSIGN_OR_RETURN(const Call call, Call::Parse(layer));
  const auto found = NnCatalog().layers.find(call.name);
  if (found == NnCatalog().layers.end()) {
    return UserError(call.name, " is no layer of this family");
  }
  const LayerDef& def = found->second;
  SYNFIRE_ASSIGN_OR_RETURN(Attrs attrs, def.schema.Bind(call, {}));
  Graph graph(&NnCatalog().ops, "g", steps);
  SYNFIRE_ASSIGN_OR_RETURN(Type type, Type::FromString(x));
  SYNFIRE_ASSIGN_OR_RETURN(const ValueId input, graph.AddInput("x", type));
  LayerContext context(&graph, "layer", attrs, {input}, mode == Mode::kTraining,
                       type.dtype, operands);
  SYNFIRE_ASSIGN_OR_RETURN(const ValueId y, def.build(context));
  SYNFIRE_RETURN_IF_ERROR(graph.AddOutput("y", y));
  // Without the first two lines, `graph ... {` and x, and the closing brace.
  const std::string text = ToText(graph);
  std::vector<std::string> lines =
      absl::StrSplit(text, '\n', absl::SkipEmpty());
  return absl::StrJoin(lines.begin() + 2, lines.end() - 1, "\n");
}

std::string Words(const absl::StatusOr<std::string>& result) {
  return result.ok() ? *result : std::string(result.status().message());
}

}  // namespace

const Catalog& NnCatalog() {
  static const Catalog* const catalog = [] {
    auto* result = new Catalog;
    AddNnOps(result);
    return result;
  }();
  return *catalog;
}

std::string Infer(absl::string_view op, absl::string_view inputs,
                  int64_t steps) {
  return Words(InferOrError(op, inputs, steps));
}

int64_t Flops(absl::string_view op, absl::string_view inputs, int64_t steps) {
  const absl::StatusOr<KernelProblem> problem = Problem(op, inputs, steps);
  return problem.ok() ? problem->op->FlopsOf(*problem) : -1;
}

std::string Build(absl::string_view layer, absl::string_view x, Mode mode,
                  int64_t steps, DType operands) {
  return Words(BuildOrError(layer, x, mode, steps, operands));
}

}  // namespace synfire
