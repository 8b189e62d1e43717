// Recursive descent over the tokens of a call.  Internal to core/spec.
#ifndef SYNFIRE_CORE_SPEC_PARSER_H_
#define SYNFIRE_CORE_SPEC_PARSER_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/spec/call.h"
#include "core/spec/node.h"
#include "core/spec/token_cursor.h"

namespace synfire {

// One object parses one text, which must outlive it.  The two entries read the
// whole text; the grammar is in call.h.
class CallParser {
 public:
  static absl::StatusOr<CallParser> Create(absl::string_view text);
  absl::StatusOr<Expression> WholeExpression();
  absl::StatusOr<Call> WholeCall();

 private:
  using Node = Expression::Node;
  using NodeOr = absl::StatusOr<std::shared_ptr<const Node>>;

  explicit CallParser(std::vector<Token> tokens) : cursor_(std::move(tokens)) {}

  absl::StatusOr<Expression> ParseExpression();
  NodeOr ParseConditional();
  NodeOr ParseChain(int level);
  NodeOr ParseUnary();
  NodeOr ParsePrimary();
  NodeOr ParseCall();
  NodeOr ParseList(int column);
  // "name = expression, ...)".  `what` is the call's name.
  absl::StatusOr<std::vector<Argument>> ParseArguments(absl::string_view what);

  // Runs `rule` one level deeper; an error past the limit.
  NodeOr Nested(NodeOr (CallParser::*rule)());

  TokenCursor cursor_;
  int depth_ = 0;
};

}  // namespace synfire

#endif  // SYNFIRE_CORE_SPEC_PARSER_H_
