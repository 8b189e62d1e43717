#include "core/spec/attr_check.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"

namespace synfire {
namespace {

std::string BoundText(double bound) {
  return std::string(absl::StripSuffix(ToText(bound), ".0"));
}

// Compared exactly: a long double holds every int64 and every double.
bool InRange(const AttrDef& def, long double value) {
  const bool above = def.min_exclusive ? value > def.min : value >= def.min;
  return above && value <= def.max;
}

absl::Status OutOfRange(const AttrDef& def, const AttrValue& value) {
  return UserError(def.name, " = ", ToText(value), def.unit.empty() ? "" : " ",
                   def.unit, " is out of range; expected ", ExpectedRange(def));
}

absl::Status WrongType(const AttrDef& def, const AttrValue& value) {
  return UserError(def.name, " = ", ToText(value), ": expected ",
                   ExpectedType(def));
}

absl::StatusOr<AttrValue> CheckInt(const AttrDef& def, AttrValue value) {
  const int64_t* integer = std::get_if<int64_t>(&value);
  if (integer == nullptr) return WrongType(def, value);
  if (!InRange(def, *integer)) return OutOfRange(def, value);
  return value;
}

absl::StatusOr<AttrValue> CheckFloat(const AttrDef& def, AttrValue value) {
  const int64_t* integer = std::get_if<int64_t>(&value);
  const double* real = std::get_if<double>(&value);
  if (integer == nullptr && real == nullptr) return WrongType(def, value);
  const double number = integer ? static_cast<double>(*integer) : *real;
  if (!std::isfinite(number)) {
    return UserError(def.name, " = ", ToText(value), " is not finite");
  }
  if (!InRange(def, number)) return OutOfRange(def, value);
  return AttrValue(number);
}

absl::StatusOr<AttrValue> CheckInts(const AttrDef& def, AttrValue value) {
  const int64_t* integer = std::get_if<int64_t>(&value);
  if (integer != nullptr && def.length > 0) {
    value = std::vector<int64_t>(def.length, *integer);
  }
  const auto* list = std::get_if<std::vector<int64_t>>(&value);
  if (list == nullptr) return WrongType(def, value);
  const int length = static_cast<int>(list->size());
  if (def.length > 0 && length != def.length) return WrongType(def, value);
  for (int64_t element : *list) {
    if (!InRange(def, element)) return OutOfRange(def, value);
  }
  return value;
}

absl::StatusOr<AttrValue> CheckFloats(const AttrDef& def, AttrValue value) {
  std::vector<double> list;
  if (const int64_t* integer = std::get_if<int64_t>(&value)) {
    list.assign(std::max(def.length, 1), static_cast<double>(*integer));
  } else if (const double* real = std::get_if<double>(&value)) {
    list.assign(std::max(def.length, 1), *real);
  } else if (const auto* ints = std::get_if<std::vector<int64_t>>(&value)) {
    list.assign(ints->begin(), ints->end());
  } else if (auto* reals = std::get_if<std::vector<double>>(&value)) {
    list = *reals;
  } else {
    return WrongType(def, value);
  }
  const int length = static_cast<int>(list.size());
  if (def.length > 0 && length != def.length) return WrongType(def, value);
  for (double element : list) {
    if (!std::isfinite(element)) {
      return UserError(def.name, " = ", ToText(value), " is not finite");
    }
    if (!InRange(def, element)) return OutOfRange(def, value);
  }
  return AttrValue(std::move(list));
}

absl::StatusOr<AttrValue> CheckString(const AttrDef& def, AttrValue value) {
  const std::string* text = std::get_if<std::string>(&value);
  if (text == nullptr) return WrongType(def, value);
  if (def.type == AttrType::kText) return value;
  if (def.type == AttrType::kSymbol) {
    const auto& choices = def.choices;
    if (std::find(choices.begin(), choices.end(), *text) != choices.end()) {
      return value;
    }
    return UserError(def.name, " = ", ToText(value), " is no choice",
                     Suggestion(*text, choices));
  }
  const absl::Status is_call = Call::Parse(*text).status();
  if (!is_call.ok()) {
    return UserError(def.name, " = ", ToText(value), ": expected ",
                     ExpectedType(def), "; in it, ", is_call.message());
  }
  // Also a call, so this parses; it may yet fail, as f(x = 1 / 0) does.
  SYNFIRE_ASSIGN_OR_RETURN(const Expression call, Expression::Parse(*text));
  absl::StatusOr<AttrValue> canonical = call.Evaluate(Scope());
  if (canonical.ok()) return canonical;
  return Annotate(canonical.status(),
                  absl::StrCat(def.name, " = ", ToText(value), ": in it, "));
}

std::string Noun(const AttrDef& def) {
  switch (def.type) {
    case AttrType::kBool:
      return "true or false";
    case AttrType::kInt:
      return "an integer";
    case AttrType::kFloat:
      return "a number";
    case AttrType::kSymbol:
      return absl::StrCat(def.choices.size() == 1 ? "" : "one of ",
                          absl::StrJoin(def.choices, ", "));
    case AttrType::kText:
      return "a text in quotes";
    case AttrType::kInts:
      if (def.length == 0) return "a list of integers";
      return absl::StrCat("a list of ", def.length,
                          " integers, or one for all");
    case AttrType::kFloats:
      if (def.length == 0) return "a number or a list of numbers";
      return absl::StrCat("a list of ", def.length, " numbers, or one for all");
    case AttrType::kCall:
      return "a name with or without attributes, such as atan(alpha = 2)";
  }
  SYNFIRE_CHECK(false);
}

}  // namespace

std::string ExpectedType(const AttrDef& def) {
  return absl::StrCat(Noun(def), def.none_allowed ? ", or none" : "");
}

std::string ExpectedRange(const AttrDef& def) {
  std::vector<std::string> bounds;
  if (std::isfinite(def.min)) {
    bounds.push_back(
        absl::StrCat(def.min_exclusive ? "> " : ">= ", BoundText(def.min)));
  }
  if (std::isfinite(def.max)) {
    bounds.push_back(absl::StrCat("<= ", BoundText(def.max)));
  }
  return absl::StrJoin(bounds, " and ");
}

absl::StatusOr<AttrValue> CheckValue(const AttrDef& def, AttrValue value) {
  if (std::holds_alternative<None>(value)) {
    if (def.none_allowed) return value;
    return WrongType(def, value);
  }
  switch (def.type) {
    case AttrType::kBool:
      if (std::holds_alternative<bool>(value)) return value;
      return WrongType(def, value);
    case AttrType::kInt:
      return CheckInt(def, std::move(value));
    case AttrType::kFloat:
      return CheckFloat(def, std::move(value));
    case AttrType::kInts:
      return CheckInts(def, std::move(value));
    case AttrType::kFloats:
      return CheckFloats(def, std::move(value));
    case AttrType::kSymbol:
    case AttrType::kText:
    case AttrType::kCall:
      return CheckString(def, std::move(value));
  }
  SYNFIRE_CHECK(false);
}

}  // namespace synfire
