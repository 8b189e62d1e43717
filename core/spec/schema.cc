#include "core/spec/schema.h"

#include "core/spec/attr_check.h"
#include "core/spec/token.h"

namespace synfire {
namespace {

// A schema is code, so a mistake in one is a bug; it is found at start-up.
[[noreturn]] void BadSchema(const std::string& what) {
  internal::CheckFailed(__FILE__, __LINE__, what.c_str());
}

// A misspelled parameter is a symbol to the evaluator; where a number was due,
// says which parameter was meant.
std::string ParameterHint(const AttrDef& def, const Expression& expression,
                          const AttrValue& value, const Scope& scope) {
  const bool takes_strings = def.type == AttrType::kSymbol ||
                             def.type == AttrType::kText ||
                             def.type == AttrType::kCall;
  const std::string* symbol = std::get_if<std::string>(&value);
  if (takes_strings || symbol == nullptr || *symbol != expression.text()) {
    return "";
  }
  std::vector<std::string> parameters;
  for (const auto& parameter : scope) parameters.push_back(parameter.first);
  const std::string nearest = NearestName(*symbol, parameters);
  return nearest.empty() ? "" : absl::StrCat("; did you mean '", nearest, "'?");
}

template <typename T>
std::optional<AttrValue> Fallback(std::optional<T> value) {
  if (!value.has_value()) return std::nullopt;
  return AttrValue(*std::move(value));
}

}  // namespace

Schema& Schema::Attr(AttrDef def) {
  const std::string where = absl::StrCat(name_, ".", def.name);
  if (!IsName(def.name)) BadSchema(where + " is no name");
  if (Find(def.name) != nullptr) BadSchema(where + " is defined twice");
  if ((def.type == AttrType::kSymbol) == def.choices.empty()) {
    BadSchema(where + ": a symbol, and nothing else, has choices");
  }
  for (const std::string& choice : def.choices) {
    if (!IsName(choice)) BadSchema(where + ": choice " + choice);
  }
  if (def.fallback.has_value()) {
    absl::StatusOr<AttrValue> value = CheckValue(def, *def.fallback);
    if (!value.ok()) {
      BadSchema(absl::StrCat(name_, ": fallback: ", value.status().message()));
    }
    def.fallback = *std::move(value);
  }
  attrs_.push_back(std::move(def));
  return *this;
}

Schema& Schema::Bool(std::string name, std::optional<bool> fallback,
                     std::string doc) {
  return Attr(
      {std::move(name), AttrType::kBool, std::move(doc), Fallback(fallback)});
}

Schema& Schema::Int(std::string name, std::optional<int64_t> fallback,
                    double min, double max, std::string doc) {
  return Attr({std::move(name), AttrType::kInt, std::move(doc),
               Fallback(fallback), "", min, max});
}

Schema& Schema::Float(std::string name, std::optional<double> fallback,
                      double min, double max, std::string unit,
                      std::string doc) {
  return Attr({std::move(name), AttrType::kFloat, std::move(doc),
               Fallback(fallback), std::move(unit), min, max});
}

Schema& Schema::Symbol(std::string name, std::optional<std::string> fallback,
                       std::vector<std::string> choices, std::string doc) {
  AttrDef def{std::move(name), AttrType::kSymbol, std::move(doc),
              Fallback(std::move(fallback))};
  def.choices = std::move(choices);
  return Attr(std::move(def));
}

const AttrDef* Schema::Find(absl::string_view name) const {
  for (const AttrDef& def : attrs_) {
    if (def.name == name) return &def;
  }
  return nullptr;
}

absl::Status Schema::UnknownName(absl::string_view name) const {
  std::vector<std::string> names;
  for (const AttrDef& def : attrs_) names.push_back(def.name);
  return UserError(name_, ": '", name, "' is no attribute",
                   names.empty() ? "; this " + kind_ + " has none"
                                 : Suggestion(name, names));
}

// `given` is checked; what it lacks is filled in.
absl::StatusOr<Attrs> Schema::Complete(Attrs given) const {
  Attrs bound;
  for (const AttrDef& def : attrs_) {
    if (given.Has(def.name)) {
      bound.Set(def.name, given.Get(def.name));
    } else if (def.fallback.has_value()) {
      bound.Set(def.name, *def.fallback);
    } else {
      return UserError(name_, ": '", def.name, "' is missing; expected ",
                       ExpectedType(def));
    }
  }
  return bound;
}

absl::StatusOr<Attrs> Schema::Bind(const Call& call, const Scope& scope) const {
  Attrs given;
  for (const Argument& argument : call.arguments) {
    const AttrDef* def = Find(argument.name);
    if (def == nullptr) {
      return ErrorAt(argument.column, UnknownName(argument.name).message());
    }
    SYNFIRE_ASSIGN_OR_RETURN(const AttrValue value,
                             argument.value.Evaluate(scope));
    absl::StatusOr<AttrValue> checked = CheckValue(*def, value);
    if (!checked.ok()) {
      return ErrorAt(argument.value.column(), name_, ": ",
                     checked.status().message(),
                     ParameterHint(*def, argument.value, value, scope));
    }
    given.Set(argument.name, *std::move(checked));
  }
  absl::StatusOr<Attrs> bound = Complete(std::move(given));
  return bound.ok() ? bound : ErrorAt(1, bound.status().message());
}

absl::StatusOr<Attrs> Schema::Bind(const Attrs& given) const {
  Attrs checked;
  for (const auto& [name, value] : given.entries()) {
    const AttrDef* def = Find(name);
    if (def == nullptr) return UnknownName(name);
    absl::StatusOr<AttrValue> result = CheckValue(*def, value);
    if (!result.ok()) return Annotate(result.status(), name_ + ": ");
    checked.Set(name, *std::move(result));
  }
  return Complete(std::move(checked));
}

}  // namespace synfire
