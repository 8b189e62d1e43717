#include "tests/ops/nn/nn_text.h"

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "graph/ir/text.h"
#include "ops/nn/nn.h"

namespace synfire {
namespace {

absl::StatusOr<std::string> InferOrError(absl::string_view op,
                                         absl::string_view inputs,
                                         int64_t steps) {
  SYNFIRE_ASSIGN_OR_RETURN(const Call call, Call::Parse(op));
  const OpDef* def = NnCatalog().ops.Find(call.name);
  if (def == nullptr) return UserError(call.name, " is no op of this family");
  SYNFIRE_ASSIGN_OR_RETURN(const Attrs attrs, def->schema().Bind(call, {}));
  std::vector<Type> types;
  std::vector<bool> present;
  for (absl::string_view text : absl::StrSplit(inputs, "; ")) {
    present.push_back(text != "_");
    types.emplace_back();
    if (!present.back()) continue;
    SYNFIRE_ASSIGN_OR_RETURN(types.back(), Type::FromString(text));
  }
  std::vector<const Type*> pointers;
  for (size_t i = 0; i < types.size(); ++i) {
    pointers.push_back(present[i] ? &types[i] : nullptr);
  }
  SYNFIRE_ASSIGN_OR_RETURN(const std::vector<Type> outputs,
                           def->Infer(attrs, steps, pointers));
  return absl::StrJoin(outputs, "; ", [](std::string* out, const Type& type) {
    out->append(type.ToString());
  });
}

absl::StatusOr<std::string> BuildOrError(absl::string_view layer,
                                         absl::string_view x, Mode mode,
                                         int64_t steps) {
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
                       type.dtype);
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

std::string Build(absl::string_view layer, absl::string_view x, Mode mode,
                  int64_t steps) {
  return Words(BuildOrError(layer, x, mode, steps));
}

}  // namespace synfire
