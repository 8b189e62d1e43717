#include "absl/strings/str_join.h"
#include "graph/ir/text.h"

namespace synfire {
namespace {

std::string NameOf(const Graph& graph, ValueId id) {
  return id == kNone ? "_" : graph.value(id).name;
}

void PrintSource(const Graph& graph, ValueId id, std::string* out) {
  const Value& value = graph.value(id);
  if (value.role == Role::kResult) return;
  const char* word = value.role == Role::kInput       ? "input"
                     : value.role == Role::kParameter ? "parameter"
                                                      : "state";
  absl::StrAppend(out, "  ", word, " ", value.name, " : ",
                  value.type.ToString());
  if (value.role != Role::kInput) absl::StrAppend(out, " = ", value.init);
  absl::StrAppend(out, "\n");
}

void PrintNode(const Graph& graph, const Node& node, std::string* out) {
  const auto name = [&](std::string* s, ValueId id) {
    absl::StrAppend(s, NameOf(graph, id));
  };
  const auto type = [&](std::string* s, ValueId id) {
    absl::StrAppend(s, graph.type(id).ToString());
  };
  absl::StrAppend(out, "  ", absl::StrJoin(node.outputs, ", ", name), " = ",
                  node.op->name(), "(", absl::StrJoin(node.inputs, ", ", name),
                  ")");
  if (!node.attrs.entries().empty()) {
    absl::StrAppend(out, " {", node.attrs.ToText(), "}");
  }
  if (node.outputs.empty() || node.name != NameOf(graph, node.outputs[0])) {
    absl::StrAppend(out, " @", node.name);
  }
  absl::StrAppend(out, " : ", absl::StrJoin(node.outputs, ", ", type), "\n");
}

}  // namespace

std::string ToText(const Graph& graph) {
  std::string out = absl::StrCat("graph \"", graph.name(), "\" steps ",
                                 graph.steps(), " {\n");
  for (ValueId id = 0; id < graph.num_values(); ++id) {
    PrintSource(graph, id, &out);
  }
  for (NodeId id = 0; id < graph.num_nodes(); ++id) {
    PrintNode(graph, graph.node(id), &out);
  }
  for (const Update& update : graph.updates()) {
    absl::StrAppend(&out, "  update ", graph.value(update.variable).name, " = ",
                    graph.value(update.value).name, "\n");
  }
  for (const NamedOutput& output : graph.outputs()) {
    absl::StrAppend(&out, "  output ", output.name, " = ",
                    graph.value(output.value).name, "\n");
  }
  absl::StrAppend(&out, "}\n");
  return out;
}

}  // namespace synfire
