#include "tests/ops/op_text.h"

#include <map>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "core/spec/call.h"
#include "graph/ir/graph.h"
#include "tests/ops/evaluate.h"

namespace synfire {
namespace {

struct OpOnInputs {
  Graph graph;
  std::vector<ValueId> outputs;
};

// Inputs are called "0", "1", ... in the graph.
absl::StatusOr<OpOnInputs> Build(const OpRegistry& registry,
                                 absl::string_view text,
                                 const std::vector<std::string>& types,
                                 int64_t steps) {
  OpOnInputs built{Graph(&registry, "test", steps), {}};
  std::vector<ValueId> inputs;
  for (const std::string& type_text : types) {
    if (type_text == "_") {
      inputs.push_back(kNone);
      continue;
    }
    SYNFIRE_ASSIGN_OR_RETURN(Type type, Type::FromString(type_text));
    SYNFIRE_ASSIGN_OR_RETURN(
        const ValueId id,
        built.graph.AddInput(absl::StrCat(inputs.size()), std::move(type)));
    inputs.push_back(id);
  }
  SYNFIRE_ASSIGN_OR_RETURN(const Call call, Call::Parse(text));
  const OpDef* op = registry.Find(call.name);
  if (op == nullptr) return UserError("'", call.name, "' is no op");
  SYNFIRE_ASSIGN_OR_RETURN(const Attrs attrs, op->schema().Bind(call, {}));
  SYNFIRE_ASSIGN_OR_RETURN(
      const NodeId node,
      built.graph.AddNode(call.name, "op", std::move(inputs), attrs));
  built.outputs = built.graph.node(node).outputs;
  return built;
}

}  // namespace

std::string InferText(const OpRegistry& registry, absl::string_view op,
                      absl::string_view inputs, int64_t steps) {
  const absl::StatusOr<OpOnInputs> built = Build(
      registry, op, absl::StrSplit(inputs, "; ", absl::SkipEmpty()), steps);
  if (!built.ok()) {
    absl::string_view message = built.status().message();
    absl::ConsumePrefix(&message, "layer 'op': ");
    return std::string(message);
  }
  return absl::StrJoin(
      built->outputs, "; ", [&](std::string* text, ValueId id) {
        absl::StrAppend(text, built->graph.type(id).ToString());
      });
}

absl::StatusOr<std::vector<std::vector<double>>> ComputeOp(
    const OpRegistry& registry, absl::string_view op,
    const std::vector<GivenInput>& inputs, int64_t steps) {
  std::vector<std::string> types;
  std::map<std::string, Bytes> given;
  for (size_t i = 0; i < inputs.size(); ++i) {
    types.push_back(inputs[i].type);
    if (inputs[i].type == "_") continue;
    SYNFIRE_ASSIGN_OR_RETURN(const Type type, Type::FromString(inputs[i].type));
    given[absl::StrCat(i)] = FromDoubles(type.dtype, inputs[i].values);
  }
  SYNFIRE_ASSIGN_OR_RETURN(const OpOnInputs built,
                           Build(registry, op, types, steps));
  SYNFIRE_ASSIGN_OR_RETURN(const std::vector<Bytes> values,
                           Evaluate(built.graph, given));
  std::vector<std::vector<double>> outputs;
  for (ValueId id : built.outputs) {
    outputs.push_back(ToDoubles(built.graph.type(id).dtype, values[id]));
  }
  return outputs;
}

}  // namespace synfire
