#include "core/spec/parser.h"

#include <map>

namespace synfire {
namespace {

constexpr int kDeepest = 64;

}  // namespace

absl::StatusOr<CallParser> CallParser::Create(absl::string_view text) {
  SYNFIRE_ASSIGN_OR_RETURN(std::vector<Token> tokens, Tokenize(text));
  return CallParser(std::move(tokens));
}

absl::StatusOr<Expression> CallParser::WholeExpression() {
  SYNFIRE_ASSIGN_OR_RETURN(Expression expression, ParseExpression());
  SYNFIRE_RETURN_IF_ERROR(cursor_.ExpectEnd());
  return expression;
}

absl::StatusOr<Call> CallParser::WholeCall() {
  Call call;
  SYNFIRE_ASSIGN_OR_RETURN(call.name, cursor_.ExpectName("a name"));
  if (cursor_.TakeIf("(")) {
    SYNFIRE_ASSIGN_OR_RETURN(call.arguments, ParseArguments(call.name));
  }
  SYNFIRE_RETURN_IF_ERROR(cursor_.ExpectEnd());
  return call;
}

absl::StatusOr<Expression> CallParser::ParseExpression() {
  const char* const begin = cursor_.Now().text.data();
  Expression expression;
  expression.column_ = cursor_.Now().column;
  SYNFIRE_ASSIGN_OR_RETURN(expression.root_,
                           Nested(&CallParser::ParseConditional));
  const absl::string_view last = cursor_.Taken().text;
  expression.text_ = std::string(begin, last.data() + last.size());
  return expression;
}

CallParser::NodeOr CallParser::ParseConditional() {
  const int column = cursor_.Now().column;
  SYNFIRE_ASSIGN_OR_RETURN(auto condition, ParseChain(0));
  if (!cursor_.TakeIf("?")) return condition;
  SYNFIRE_ASSIGN_OR_RETURN(auto then, Nested(&CallParser::ParseConditional));
  SYNFIRE_RETURN_IF_ERROR(cursor_.Expect(":", "between the two values of '?'"));
  SYNFIRE_ASSIGN_OR_RETURN(auto otherwise,
                           Nested(&CallParser::ParseConditional));
  Node node{Node::Kind::kConditional, column};
  node.children = {condition, then, otherwise};
  return std::make_shared<const Node>(std::move(node));
}

CallParser::NodeOr CallParser::ParseChain(int level) {
  if (level == kOperatorLevels) return ParseUnary();
  Node node{Node::Kind::kChain, cursor_.Now().column};
  while (true) {
    SYNFIRE_ASSIGN_OR_RETURN(auto operand, ParseChain(level + 1));
    node.children.push_back(operand);
    const OperatorRow* row = cursor_.Now().kind == Token::Kind::kPunctuation
                                 ? FindOperator(cursor_.Now().text)
                                 : nullptr;
    if (row == nullptr || row->level != level) break;
    node.operators.push_back({row->op, cursor_.Now().column});
    cursor_.Take();
  }
  if (node.operators.empty()) return node.children[0];
  return std::make_shared<const Node>(std::move(node));
}

CallParser::NodeOr CallParser::ParseUnary() {
  const int column = cursor_.Now().column;
  const bool negative = cursor_.TakeIf("-");
  if (cursor_.Now().kind == Token::Kind::kNumber) {
    SYNFIRE_ASSIGN_OR_RETURN(AttrValue value,
                             NumberValue(cursor_.Now(), negative));
    cursor_.Take();
    return std::make_shared<const Node>(
        Node{Node::Kind::kLiteral, column, std::move(value)});
  }
  if (!negative && !cursor_.TakeIf("!")) return ParsePrimary();
  Node node{negative ? Node::Kind::kNegate : Node::Kind::kNot, column};
  SYNFIRE_ASSIGN_OR_RETURN(auto operand, Nested(&CallParser::ParseUnary));
  node.children.push_back(operand);
  return std::make_shared<const Node>(std::move(node));
}

CallParser::NodeOr CallParser::ParsePrimary() {
  const Token token = cursor_.Now();
  if (cursor_.TakeIf("(")) {
    SYNFIRE_ASSIGN_OR_RETURN(auto inner, Nested(&CallParser::ParseConditional));
    SYNFIRE_RETURN_IF_ERROR(cursor_.Expect(")", "to close the bracket"));
    return inner;
  }
  if (cursor_.TakeIf("[")) return ParseList(token.column);
  Node node{Node::Kind::kLiteral, token.column};
  if (token.kind == Token::Kind::kText) {
    SYNFIRE_ASSIGN_OR_RETURN(node.value, TextValue(token));
  } else if (token.kind != Token::Kind::kName) {
    return cursor_.Unexpected("a value");
  } else if (token.text == "true" || token.text == "false") {
    node.value = token.text == "true";
  } else if (token.text != "none") {
    return ParseCall();
  }
  cursor_.Take();
  return std::make_shared<const Node>(std::move(node));
}

CallParser::NodeOr CallParser::ParseCall() {
  const Token& token = cursor_.Take();
  Node node{Node::Kind::kName, token.column};
  node.name = std::string(token.text);
  if (cursor_.TakeIf("(")) {
    node.kind = Node::Kind::kCall;
    SYNFIRE_ASSIGN_OR_RETURN(std::vector<Argument> arguments,
                             ParseArguments(node.name));
    for (Argument& argument : arguments) {
      node.arguments.push_back(std::move(argument.name));
      node.children.push_back(std::move(argument.value.root_));
    }
  }
  return std::make_shared<const Node>(std::move(node));
}

CallParser::NodeOr CallParser::ParseList(int column) {
  Node node{Node::Kind::kList, column};
  if (!cursor_.TakeIf("]")) {
    do {
      SYNFIRE_ASSIGN_OR_RETURN(auto element,
                               Nested(&CallParser::ParseConditional));
      node.children.push_back(element);
    } while (cursor_.TakeIf(","));
    SYNFIRE_RETURN_IF_ERROR(cursor_.Expect("]", "or ',' in the list"));
  }
  return std::make_shared<const Node>(std::move(node));
}

absl::StatusOr<std::vector<Argument>> CallParser::ParseArguments(
    absl::string_view what) {
  std::vector<Argument> arguments;
  std::map<std::string, int> columns;
  if (cursor_.TakeIf(")")) return arguments;
  do {
    Argument argument;
    argument.column = cursor_.Now().column;
    SYNFIRE_ASSIGN_OR_RETURN(argument.name,
                             cursor_.ExpectName("an attribute's name"));
    const auto [first, is_new] =
        columns.emplace(argument.name, argument.column);
    if (!is_new) {
      return ErrorAt(argument.column, what, ": '", argument.name,
                     "' is given twice; the first is at column ",
                     first->second);
    }
    SYNFIRE_RETURN_IF_ERROR(cursor_.Expect("=", "and a value"));
    SYNFIRE_ASSIGN_OR_RETURN(argument.value, ParseExpression());
    arguments.push_back(std::move(argument));
  } while (cursor_.TakeIf(","));
  SYNFIRE_RETURN_IF_ERROR(cursor_.Expect(")", "or ',' after an attribute"));
  return arguments;
}

CallParser::NodeOr CallParser::Nested(NodeOr (CallParser::*rule)()) {
  if (depth_ == kDeepest) {
    return ErrorAt(cursor_.Now().column, "nested more than ", kDeepest,
                   " deep");
  }
  ++depth_;
  NodeOr node = (this->*rule)();
  --depth_;
  return node;
}

absl::StatusOr<Expression> Expression::Parse(absl::string_view text) {
  SYNFIRE_ASSIGN_OR_RETURN(CallParser parser, CallParser::Create(text));
  return parser.WholeExpression();
}

absl::StatusOr<Call> Call::Parse(absl::string_view text) {
  SYNFIRE_ASSIGN_OR_RETURN(CallParser parser, CallParser::Create(text));
  return parser.WholeCall();
}

}  // namespace synfire
