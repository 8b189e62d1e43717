#include <map>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "core/spec/call.h"
#include "graph/ir/text.h"

namespace synfire {
namespace {

absl::string_view Trim(absl::string_view text) {
  return absl::StripAsciiWhitespace(text);
}

// Cuts at the commas that stand outside of brackets.
std::vector<std::string> SplitList(absl::string_view text) {
  std::vector<std::string> parts;
  int depth = 0;
  size_t start = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '[' || text[i] == '(') ++depth;
    if (text[i] == ']' || text[i] == ')') --depth;
    if (text[i] == ',' && depth == 0) {
      parts.emplace_back(Trim(text.substr(start, i - start)));
      start = i + 1;
    }
  }
  if (!Trim(text.substr(start)).empty() || !parts.empty()) {
    parts.emplace_back(Trim(text.substr(start)));
  }
  return parts;
}

class Parser {
 public:
  explicit Parser(const OpRegistry* registry)
      : registry_(registry), graph_(registry, "", 1) {}

  absl::StatusOr<Graph> Parse(absl::string_view text) {
    int number = 0;
    for (absl::string_view line : absl::StrSplit(text, '\n')) {
      ++number;
      line = Trim(line.substr(0, line.find('#')));
      if (line.empty()) continue;
      SYNFIRE_RETURN_IF_ERROR(
          Annotate(Line(line), absl::StrCat("line ", number, ": ")));
    }
    if (state_ != kClosed) {
      return UserError("line ", number, ": the graph does not end with '}'");
    }
    for (const auto& [node, name] : late_inputs_) {
      const ValueId id = graph_.FindValue(name);
      if (id == kNone) return UserError("delay reads '", name, "', no value");
      graph_.SetInput(node, 0, id);
    }
    return std::move(graph_);
  }

 private:
  absl::Status Line(absl::string_view line) {
    if (state_ == kBefore) return Header(line);
    if (state_ == kClosed) return UserError("text after the closing '}'");
    if (line == "}") {
      state_ = kClosed;
      return absl::OkStatus();
    }
    if (absl::ConsumePrefix(&line, "input ")) return Input(line);
    if (absl::ConsumePrefix(&line, "parameter ")) {
      return Variable(Role::kParameter, line);
    }
    if (absl::ConsumePrefix(&line, "state ")) {
      return Variable(Role::kState, line);
    }
    if (absl::ConsumePrefix(&line, "update ")) return UpdateLine(line);
    if (absl::ConsumePrefix(&line, "output ")) return OutputLine(line);
    return NodeLine(line);
  }

  absl::Status Header(absl::string_view line) {
    const size_t end = line.find('"', 7);
    if (!absl::StartsWith(line, "graph \"") || !absl::EndsWith(line, "{") ||
        end == absl::string_view::npos) {
      return UserError("expected: graph \"name\" steps T {");
    }
    absl::string_view rest = Trim(line.substr(end + 1));
    rest.remove_suffix(1);
    int64_t steps = 0;
    if (!absl::ConsumePrefix(&rest, "steps ") ||
        !absl::SimpleAtoi(rest, &steps) || steps < 1) {
      return UserError("expected: graph \"name\" steps T {, with T >= 1");
    }
    graph_ = Graph(registry_, std::string(line.substr(7, end - 7)), steps);
    state_ = kInside;
    return absl::OkStatus();
  }

  absl::Status Input(absl::string_view line) {
    const std::pair<std::string, std::string> parts =
        absl::StrSplit(line, absl::MaxSplits(" : ", 1));
    SYNFIRE_ASSIGN_OR_RETURN(Type type, Type::FromString(parts.second));
    return graph_.AddInput(parts.first, std::move(type)).status();
  }

  absl::Status Variable(Role role, absl::string_view line) {
    const std::pair<std::string, std::string> parts =
        absl::StrSplit(line, absl::MaxSplits(" : ", 1));
    const std::pair<std::string, std::string> type_init =
        absl::StrSplit(parts.second, absl::MaxSplits(" = ", 1));
    SYNFIRE_ASSIGN_OR_RETURN(Type type, Type::FromString(type_init.first));
    return graph_
        .AddVariable(role, parts.first, std::move(type), type_init.second)
        .status();
  }

  absl::StatusOr<ValueId> ValueNamed(absl::string_view name) {
    const ValueId id = graph_.FindValue(name);
    if (id == kNone) return UserError("'", name, "' is no value");
    return id;
  }

  absl::Status UpdateLine(absl::string_view line) {
    const std::pair<std::string, std::string> parts =
        absl::StrSplit(line, absl::MaxSplits(" = ", 1));
    SYNFIRE_ASSIGN_OR_RETURN(const ValueId target, ValueNamed(parts.first));
    SYNFIRE_ASSIGN_OR_RETURN(const ValueId value, ValueNamed(parts.second));
    if (graph_.value(target).role != Role::kParameter &&
        graph_.value(target).role != Role::kState) {
      return UserError("'", parts.first, "' is no variable");
    }
    return graph_.AddUpdate(target, value);
  }

  absl::Status OutputLine(absl::string_view line) {
    const std::pair<std::string, std::string> parts =
        absl::StrSplit(line, absl::MaxSplits(" = ", 1));
    SYNFIRE_ASSIGN_OR_RETURN(const ValueId value, ValueNamed(parts.second));
    return graph_.AddOutput(parts.first, value);
  }

  // outputs = op(inputs) {attrs} @name : types
  absl::Status NodeLine(absl::string_view line) {
    const size_t equals = line.find(" = ");
    const size_t open = line.find('(', equals);
    const size_t close = line.find(')', open);
    if (equals == absl::string_view::npos || close == absl::string_view::npos) {
      return UserError("expected: outputs = op(inputs) {attributes} : types");
    }
    const std::string op(Trim(line.substr(equals + 3, open - equals - 3)));
    std::vector<std::string> outputs = SplitList(line.substr(0, equals));
    if (outputs.empty()) return UserError("a node needs a named output");
    absl::string_view rest = Trim(line.substr(close + 1));
    Attrs attrs;
    if (absl::ConsumePrefix(&rest, "{")) {
      const size_t end = rest.find('}');
      if (end == absl::string_view::npos) return UserError("'{' without '}'");
      SYNFIRE_ASSIGN_OR_RETURN(attrs, ParseAttrs(rest.substr(0, end)));
      rest = Trim(rest.substr(end + 1));
    }
    std::string name = outputs[0];
    if (absl::ConsumePrefix(&rest, "@")) {
      name = std::string(Trim(rest.substr(0, rest.find(" : "))));
      rest.remove_prefix(std::min(name.size(), rest.size()));
      rest = Trim(rest);
    }
    SYNFIRE_ASSIGN_OR_RETURN(
        const NodeId node,
        AddNode(op, name, SplitList(line.substr(open + 1, close - open - 1)),
                attrs, outputs));
    return CheckNode(graph_.node(node), outputs, rest);
  }

  absl::StatusOr<Attrs> ParseAttrs(absl::string_view text) {
    Attrs attrs;
    SYNFIRE_ASSIGN_OR_RETURN(
        const Call call, Call::Parse(absl::StrCat("attributes(", text, ")")));
    for (const Argument& argument : call.arguments) {
      SYNFIRE_ASSIGN_OR_RETURN(AttrValue value, argument.value.Evaluate({}));
      attrs.Set(argument.name, std::move(value));
    }
    return attrs;
  }

  absl::StatusOr<NodeId> AddNode(const std::string& op, const std::string& name,
                                 const std::vector<std::string>& input_names,
                                 const Attrs& attrs,
                                 const std::vector<std::string>& outputs) {
    std::vector<ValueId> inputs;
    std::string late;
    for (const std::string& input : input_names) {
      ValueId id = kNone;
      if (op == "delay" && graph_.FindValue(input) == kNone) {
        late = input;
      } else if (input != "_") {
        SYNFIRE_ASSIGN_OR_RETURN(id, ValueNamed(input));
      }
      inputs.push_back(id);
    }
    SYNFIRE_ASSIGN_OR_RETURN(const NodeId node,
                             graph_.AddNode(op, name, inputs, attrs, outputs));
    if (!late.empty()) late_inputs_.emplace_back(node, late);
    return node;
  }

  absl::Status CheckNode(const Node& node,
                         const std::vector<std::string>& outputs,
                         absl::string_view types) {
    if (outputs.size() > node.outputs.size()) {
      return UserError(node.op->name(), " has ", node.outputs.size(),
                       " outputs, ", outputs.size(), " are named");
    }
    for (size_t i = 0; i < outputs.size(); ++i) {
      if (graph_.value(node.outputs[i]).name != outputs[i]) {
        return UserError("'", outputs[i], "' is already the name of a value");
      }
    }
    if (types.empty()) return absl::OkStatus();
    if (!absl::ConsumePrefix(&types, ": ")) {
      return UserError("expected ': types', got '", types, "'");
    }
    const std::vector<std::string> given = SplitList(types);
    for (size_t i = 0; i < given.size() && i < node.outputs.size(); ++i) {
      const std::string inferred = graph_.type(node.outputs[i]).ToString();
      if (given[i] != inferred) {
        return UserError("'", graph_.value(node.outputs[i]).name, "' is ",
                         inferred, ", the text says ", given[i]);
      }
    }
    return absl::OkStatus();
  }

  enum { kBefore, kInside, kClosed } state_ = kBefore;
  const OpRegistry* registry_;
  Graph graph_;
  std::vector<std::pair<NodeId, std::string>> late_inputs_;
};

}  // namespace

absl::StatusOr<Graph> GraphFromText(absl::string_view text,
                                    const OpRegistry* registry) {
  return Parser(registry).Parse(text);
}

}  // namespace synfire
