// Binary operators on attribute values.  Internal to core/spec.
#ifndef SYNFIRE_CORE_SPEC_OPERATORS_H_
#define SYNFIRE_CORE_SPEC_OPERATORS_H_

#include "absl/strings/string_view.h"
#include "core/spec/value.h"
#include "core/status.h"

namespace synfire {

enum class Operator {
  kOr,
  kAnd,
  kEqual,
  kNotEqual,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kAdd,
  kSubtract,
  kMultiply,
  kDivide,
  kRemainder,
};

struct OperatorRow {
  Operator op;
  absl::string_view spelling;
  int level;  // 0 binds loosest
};
constexpr int kOperatorLevels = 6;

// Null where `spelling` is no binary operator.
const OperatorRow* FindOperator(absl::string_view spelling);
absl::string_view Spelling(Operator op);

bool IsNumber(const AttrValue& value);
// True where `op` is defined on numbers alone: order and arithmetic.
bool TakesNumbers(Operator op);

// a op b for any op but && and ||, which the evaluator must not call with both
// sides evaluated.  REQUIRES: numbers where TakesNumbers(op).  Errors, without
// a column: overflow, division by zero, a quotient that is no integer, % of
// floats, equality of different types.
absl::StatusOr<AttrValue> Apply(Operator op, const AttrValue& a,
                                const AttrValue& b);
// -a.  REQUIRES: a number.
absl::StatusOr<AttrValue> Negate(const AttrValue& a);

}  // namespace synfire

#endif  // SYNFIRE_CORE_SPEC_OPERATORS_H_
