#include "graph/passes/whole_value.h"

#include <algorithm>

namespace synfire {
namespace {

// The values x@0, x@1, ...; fewer than T where `name` was not cloned.
std::vector<ValueId> StepsOf(const Graph& graph, const std::string& name) {
  std::vector<ValueId> steps;
  for (int64_t t = 0; t < graph.steps(); ++t) {
    const ValueId step = graph.FindValue(absl::StrCat(name, "@", t));
    if (step == kNone) break;
    steps.push_back(step);
  }
  return steps;
}

// A value that is not cloned may have steps too: they are taken out of it.
bool IsStackOf(const Graph& graph, ValueId whole,
               const std::vector<ValueId>& steps) {
  const NodeId producer = graph.value(whole).producer;
  return producer != kNone && graph.node(producer).op->name() == "stack_time" &&
         graph.node(producer).inputs == steps;
}

absl::StatusOr<WholeValue> FindWholeValue(const Graph& graph,
                                          const std::string& name) {
  const ValueId whole = graph.FindValue(name);
  std::vector<ValueId> steps = StepsOf(graph, name);
  const bool cloned = static_cast<int64_t>(steps.size()) == graph.steps();
  if (whole != kNone && !(cloned && IsStackOf(graph, whole, steps))) {
    return WholeValue{name, {whole}};
  }
  if (cloned) return WholeValue{name, std::move(steps)};
  return UserError("the graph has no value '", name, "' to take a gradient of");
}

absl::StatusOr<ValueId> ZeroLike(Graph* graph, const std::string& name,
                                 const Type& type) {
  Attrs zero;
  zero.Set("value", 0.0).Set("shape", type.shape.dims());
  zero.Set("dtype", std::string(Name(type.dtype)));
  return graph->Emit("constant", graph->UniqueName(name), {}, zero);
}

}  // namespace

absl::StatusOr<std::vector<WholeValue>> FindWholeValues(
    const Graph& graph, const std::vector<std::string>& names) {
  std::vector<WholeValue> values;
  for (const std::string& name : names) {
    const bool known = std::any_of(
        values.begin(), values.end(),
        [&](const WholeValue& value) { return value.name == name; });
    if (known) continue;
    SYNFIRE_ASSIGN_OR_RETURN(WholeValue value, FindWholeValue(graph, name));
    values.push_back(std::move(value));
  }
  return values;
}

absl::StatusOr<ValueId> JoinParts(Graph* graph, const WholeValue& value,
                                  const std::vector<ValueId>& parts) {
  SYNFIRE_CHECK(parts.size() == value.parts.size());
  const bool nothing = std::all_of(parts.begin(), parts.end(),
                                   [](ValueId part) { return part == kNone; });
  if (nothing) return kNone;
  if (graph->value(value.parts[0]).name == value.name) return parts[0];
  std::vector<ValueId> steps = parts;
  for (size_t t = 0; t < steps.size(); ++t) {
    if (steps[t] != kNone) continue;
    SYNFIRE_ASSIGN_OR_RETURN(
        steps[t], ZeroLike(graph, absl::StrCat("d.", value.name, "@", t),
                           graph->type(value.parts[t])));
  }
  return graph->Emit("stack_time",
                     graph->UniqueName(absl::StrCat("d.", value.name)), steps);
}

}  // namespace synfire
