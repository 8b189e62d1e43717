#include "absl/strings/str_join.h"
#include "core/spec/nearest_name.h"
#include "core/spec/node.h"
#include "core/spec/token.h"

namespace synfire {
namespace {

using Node = Expression::Node;
using Kind = Node::Kind;
using ValueOr = absl::StatusOr<AttrValue>;

class Evaluator {
 public:
  explicit Evaluator(const Scope& scope) : scope_(scope) {}

  ValueOr Evaluate(const Node& node) const {
    switch (node.kind) {
      case Kind::kLiteral:
        return node.value;
      case Kind::kName: {
        const auto found = scope_.find(node.name);
        return found != scope_.end() ? found->second : AttrValue(node.name);
      }
      case Kind::kCall:
        return CallText(node);
      case Kind::kList:
        return List(node);
      case Kind::kConditional: {
        SYNFIRE_ASSIGN_OR_RETURN(const bool condition,
                                 Bool(*node.children[0], "?"));
        return Evaluate(*node.children[condition ? 1 : 2]);
      }
      case Kind::kChain:
        return node.operators[0].op <= Operator::kAnd ? Logic(node)
                                                      : Chain(node);
      case Kind::kNegate: {
        SYNFIRE_ASSIGN_OR_RETURN(const AttrValue operand,
                                 Evaluate(*node.children[0]));
        if (!IsNumber(operand)) {
          return WrongOperand(*node.children[0], operand, "-", "a number");
        }
        ValueOr value = Negate(operand);
        return value.ok() ? value : Located(value.status(), node.column);
      }
      case Kind::kNot: {
        SYNFIRE_ASSIGN_OR_RETURN(const bool operand,
                                 Bool(*node.children[0], "!"));
        return AttrValue(!operand);
      }
    }
    SYNFIRE_CHECK(false);
  }

 private:
  static absl::Status Located(const absl::Status& status, int column) {
    return Annotate(status, absl::StrCat("column ", column, ": "));
  }

  // "column 5: '*' needs a number, not widht; did you mean 'width'?"
  absl::Status WrongOperand(const Node& node, const AttrValue& value,
                            absl::string_view op,
                            absl::string_view needed) const {
    std::string hint;
    if (node.kind == Kind::kName && scope_.count(node.name) == 0) {
      std::vector<std::string> names;
      for (const auto& parameter : scope_) names.push_back(parameter.first);
      hint = Suggestion(node.name, names);
    }
    return ErrorAt(node.column, "'", op, "' needs ", needed, ", not ",
                   ToText(value), hint);
  }

  absl::StatusOr<bool> Bool(const Node& node, absl::string_view op) const {
    SYNFIRE_ASSIGN_OR_RETURN(const AttrValue value, Evaluate(node));
    if (const bool* b = std::get_if<bool>(&value)) return *b;
    return WrongOperand(node, value, op, "true or false");
  }

  ValueOr Logic(const Node& node) const {
    const bool decided_by = node.operators[0].op == Operator::kOr;
    const absl::string_view spelling = Spelling(node.operators[0].op);
    for (const auto& child : node.children) {
      SYNFIRE_ASSIGN_OR_RETURN(const bool value, Bool(*child, spelling));
      if (value == decided_by) return AttrValue(decided_by);
    }
    return AttrValue(!decided_by);
  }

  ValueOr Chain(const Node& node) const {
    SYNFIRE_ASSIGN_OR_RETURN(AttrValue left, Evaluate(*node.children[0]));
    for (size_t i = 0; i < node.operators.size(); ++i) {
      const auto [op, column] = node.operators[i];
      const Node& child = *node.children[i + 1];
      SYNFIRE_ASSIGN_OR_RETURN(const AttrValue right, Evaluate(child));
      if (TakesNumbers(op) && !IsNumber(left)) {
        return WrongOperand(*node.children[0], left, Spelling(op), "a number");
      }
      if (TakesNumbers(op) && !IsNumber(right)) {
        return WrongOperand(child, right, Spelling(op), "a number");
      }
      ValueOr value = Apply(op, left, right);
      if (!value.ok()) return Located(value.status(), column);
      left = *std::move(value);
    }
    return left;
  }

  ValueOr List(const Node& node) const {
    std::vector<int64_t> integers;
    std::vector<double> numbers;
    for (const auto& child : node.children) {
      SYNFIRE_ASSIGN_OR_RETURN(const AttrValue value, Evaluate(*child));
      if (const int64_t* integer = std::get_if<int64_t>(&value)) {
        integers.push_back(*integer);
        numbers.push_back(static_cast<double>(*integer));
      } else if (const double* number = std::get_if<double>(&value)) {
        numbers.push_back(*number);
      } else {
        return WrongOperand(*child, value, "[]", "a number");
      }
    }
    if (integers.size() == numbers.size())
      return AttrValue(std::move(integers));
    return AttrValue(std::move(numbers));
  }

  ValueOr CallText(const Node& node) const {
    std::string text = node.name;
    for (size_t i = 0; i < node.children.size(); ++i) {
      const Node& child = *node.children[i];
      SYNFIRE_ASSIGN_OR_RETURN(const AttrValue value, Evaluate(child));
      // What is a call by its form needs no second look by ToText.
      absl::StrAppend(&text, i == 0 ? "(" : ", ", node.arguments[i], " = ",
                      child.kind == Kind::kCall ? std::get<std::string>(value)
                                                : ToText(value));
      // Parameters that hold calls could double the text at each level.
      if (text.size() >= kLongestText) {
        return ErrorAt(node.column, "the text of '", node.name,
                       "' with its attributes is longer than ", kLongestText,
                       " bytes");
      }
    }
    if (!node.children.empty()) text += ")";
    return AttrValue(std::move(text));
  }

  const Scope& scope_;
};

}  // namespace

absl::StatusOr<AttrValue> Expression::Evaluate(const Scope& scope) const {
  SYNFIRE_CHECK(root_ != nullptr);
  return Evaluator(scope).Evaluate(*root_);
}

}  // namespace synfire
