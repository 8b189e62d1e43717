#include "core/spec/operators.h"

#include <cmath>
#include <limits>

namespace synfire {
namespace {

using Op = Operator;

constexpr OperatorRow kRows[] = {
    {Op::kOr, "||", 0},       {Op::kAnd, "&&", 1},
    {Op::kEqual, "==", 2},    {Op::kNotEqual, "!=", 2},
    {Op::kLess, "<", 3},      {Op::kLessEqual, "<=", 3},
    {Op::kGreater, ">", 3},   {Op::kGreaterEqual, ">=", 3},
    {Op::kAdd, "+", 4},       {Op::kSubtract, "-", 4},
    {Op::kMultiply, "*", 5},  {Op::kDivide, "/", 5},
    {Op::kRemainder, "%", 5},
};

// An int64 and a double are both exact in it, so 2^53 + 1 > 2^53 as a float.
static_assert(std::numeric_limits<long double>::digits >= 63,
              "long double must hold every int64");
long double Exact(const AttrValue& value) {
  if (const int64_t* i = std::get_if<int64_t>(&value)) return *i;
  return std::get<double>(value);
}

double ToDouble(const AttrValue& value) {
  return static_cast<double>(Exact(value));
}

std::string Show(Op op, const AttrValue& a, const AttrValue& b) {
  return absl::StrCat(ToText(a), " ", Spelling(op), " ", ToText(b));
}

absl::StatusOr<AttrValue> OnInts(Op op, int64_t a, int64_t b) {
  int64_t result = 0;
  bool overflow = false;
  switch (op) {
    case Op::kAdd:
      overflow = __builtin_add_overflow(a, b, &result);
      break;
    case Op::kSubtract:
      overflow = __builtin_sub_overflow(a, b, &result);
      break;
    case Op::kMultiply:
      overflow = __builtin_mul_overflow(a, b, &result);
      break;
    default:  // kDivide, kRemainder
      if (b == 0) return UserError(Show(op, a, b), " divides by zero");
      if (b == -1) {  // the machine's own division traps on its overflow
        if (op == Op::kDivide) return Negate(a);
        return AttrValue(int64_t{0});
      }
      if (op == Op::kRemainder) return AttrValue(a % b);
      if (a % b != 0) {
        return UserError(Show(op, a, b), " is no integer; write ",
                         ToText(static_cast<double>(a)), " / ", b,
                         " for a float");
      }
      return AttrValue(a / b);
  }
  if (overflow) {
    return UserError(Show(op, a, b), " does not fit into 64 bits");
  }
  return AttrValue(result);
}

absl::StatusOr<AttrValue> OnFloats(Op op, const AttrValue& left,
                                   const AttrValue& right) {
  const double a = ToDouble(left), b = ToDouble(right);
  double result = 0;
  switch (op) {
    case Op::kAdd:
      result = a + b;
      break;
    case Op::kSubtract:
      result = a - b;
      break;
    case Op::kMultiply:
      result = a * b;
      break;
    case Op::kDivide:
      if (b == 0) return UserError(Show(op, left, right), " divides by zero");
      result = a / b;
      break;
    default:
      return UserError(Show(op, left, right),
                       " is undefined; % needs integers");
  }
  if (!std::isfinite(result)) {
    return UserError(Show(op, left, right), " does not fit into a double");
  }
  return AttrValue(result);
}

absl::StatusOr<bool> Equal(const AttrValue& a, const AttrValue& b) {
  if (IsNumber(a) && IsNumber(b)) return Exact(a) == Exact(b);
  const bool one_is_none =
      std::holds_alternative<None>(a) || std::holds_alternative<None>(b);
  if (a.index() != b.index() && !one_is_none) {
    return UserError(ToText(a), " and ", ToText(b),
                     " are of different types and cannot be compared");
  }
  return a == b;
}

}  // namespace

const OperatorRow* FindOperator(absl::string_view spelling) {
  for (const OperatorRow& row : kRows) {
    if (row.spelling == spelling) return &row;
  }
  return nullptr;
}

absl::string_view Spelling(Operator op) {
  for (const OperatorRow& row : kRows) {
    if (row.op == op) return row.spelling;
  }
  return "";
}

bool IsNumber(const AttrValue& value) {
  return std::holds_alternative<int64_t>(value) ||
         std::holds_alternative<double>(value);
}

bool TakesNumbers(Operator op) { return op >= Operator::kLess; }

absl::StatusOr<AttrValue> Negate(const AttrValue& a) {
  if (const double* f = std::get_if<double>(&a)) return AttrValue(-*f);
  return OnInts(Op::kSubtract, 0, std::get<int64_t>(a));
}

absl::StatusOr<AttrValue> Apply(Operator op, const AttrValue& a,
                                const AttrValue& b) {
  switch (op) {
    case Op::kEqual:
    case Op::kNotEqual: {
      SYNFIRE_ASSIGN_OR_RETURN(const bool equal, Equal(a, b));
      return AttrValue(equal == (op == Op::kEqual));
    }
    case Op::kLess:
      return AttrValue(Exact(a) < Exact(b));
    case Op::kLessEqual:
      return AttrValue(Exact(a) <= Exact(b));
    case Op::kGreater:
      return AttrValue(Exact(a) > Exact(b));
    case Op::kGreaterEqual:
      return AttrValue(Exact(a) >= Exact(b));
    default:
      break;
  }
  const int64_t* i = std::get_if<int64_t>(&a);
  const int64_t* j = std::get_if<int64_t>(&b);
  return i && j ? OnInts(op, *i, *j) : OnFloats(op, a, b);
}

}  // namespace synfire
