// The one notation for everything that has a name and attributes: layers,
// neurons, surrogates, initialisers, losses, optimizers, schedules, data sets.
//
//   conv2d(channels = 4 * width, kernel = 3, stride = index == 0 ? 2 : 1)
//   lif(tau = 2, v_reset = none, surrogate = atan(alpha = 2))
//   batch_norm
//
// A call is parsed once into expressions and evaluated against a Scope, which
// holds a block's parameters.  Grammar, loosest first:
//   expr: c ? a : b, ||, &&, == !=, < <= > >=, + -, * / %, unary - !
//   primary: 3, 0.5, 1e-3, true, false, none, "text", 'text', name, name(args),
//            [expr, expr], (expr)
// Integers stay integers (7 / 2 is an error that says so; 8 / 2 is 4; % takes
// the sign of its left side); an integer beside a float, also in a list,
// becomes one.  An overflow, a division by zero or an operand of the wrong type
// is an error; `none` may be compared with anything.  ?:, && and || evaluate
// only what they need.  A text knows the escapes \" \' \\ \n \t. A name that
// the scope does not hold is itself, a symbol: ADD.  A name with brackets is a
// nested call, never a parameter; its value is its canonical text with the
// arguments evaluated: "atan(alpha = 2)", "atan" for atan(). Nesting is limited
// to 64 and text, also that of a value, to 64 KiB.  Errors begin with the
// column, counted from 1 in characters: "column 7: ...".
#ifndef SYNFIRE_CORE_SPEC_CALL_H_
#define SYNFIRE_CORE_SPEC_CALL_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/spec/value.h"
#include "core/status.h"

namespace synfire {

using Scope = std::map<std::string, AttrValue, std::less<>>;

// An immutable expression tree; cheap to copy.
class Expression {
 public:
  struct Node;  // node.h

  static absl::StatusOr<Expression> Parse(absl::string_view text);
  absl::StatusOr<AttrValue> Evaluate(const Scope& scope) const;
  const std::string& text() const { return text_; }
  int column() const { return column_; }  // where it starts in its call

 private:
  friend class CallParser;
  std::shared_ptr<const Node> root_;
  std::string text_;
  int column_ = 1;
};

struct Argument {
  std::string name;
  int column = 1;
  Expression value;
};

struct Call {
  std::string name;
  std::vector<Argument> arguments;  // in the order written; names are unique

  static absl::StatusOr<Call> Parse(absl::string_view text);
};

}  // namespace synfire

#endif  // SYNFIRE_CORE_SPEC_CALL_H_
