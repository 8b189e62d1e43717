#include "core/spec/value.h"

#include <algorithm>
#include <charconv>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "core/spec/call.h"
#include "core/spec/token.h"
#include "core/status.h"

namespace synfire {
namespace {

// The shortest decimal that reads back as the same double.
std::string FloatText(double value) {
  char buffer[32];
  const auto [end, error] =
      std::to_chars(buffer, buffer + sizeof(buffer), value);
  SYNFIRE_CHECK(error == std::errc());
  std::string text(buffer, end);
  if (text.find_first_not_of("-0123456789") == std::string::npos) text += ".0";
  return text;
}

// True for a symbol, and for a nested call in canonical form.
bool ReadsBackBare(const std::string& text) {
  if (IsName(text)) return true;
  if (text.empty() || text.back() != ')') return false;
  const absl::StatusOr<Expression> expression = Expression::Parse(text);
  if (!expression.ok()) return false;
  const absl::StatusOr<AttrValue> value = expression->Evaluate(Scope());
  return value.ok() && *value == AttrValue(text);
}

struct TextOf {
  std::string operator()(None) const { return "none"; }
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(int64_t value) const { return absl::StrCat(value); }
  std::string operator()(double value) const { return FloatText(value); }
  std::string operator()(const std::string& value) const {
    if (ReadsBackBare(value)) return value;
    return absl::StrCat(
        "\"",
        absl::StrReplaceAll(
            value,
            {{"\\", "\\\\"}, {"\"", "\\\""}, {"\n", "\\n"}, {"\t", "\\t"}}),
        "\"");
  }
  std::string operator()(const std::vector<int64_t>& value) const {
    return absl::StrCat("[", absl::StrJoin(value, ", "), "]");
  }
  std::string operator()(const std::vector<double>& value) const {
    const auto element = [](std::string* out, double number) {
      out->append(FloatText(number));
    };
    return absl::StrCat("[", absl::StrJoin(value, ", ", element), "]");
  }
};

template <typename T>
const T& As(const AttrValue& value) {
  const T* typed = std::get_if<T>(&value);
  SYNFIRE_CHECK(typed != nullptr);
  return *typed;
}

}  // namespace

std::string ToText(const AttrValue& value) {
  return std::visit(TextOf(), value);
}

const AttrValue* Attrs::Find(absl::string_view name) const {
  const auto found =
      std::find_if(entries_.begin(), entries_.end(),
                   [name](const auto& entry) { return entry.first == name; });
  return found != entries_.end() ? &found->second : nullptr;
}

bool Attrs::Has(absl::string_view name) const { return Find(name) != nullptr; }

const AttrValue& Attrs::Get(absl::string_view name) const {
  const AttrValue* value = Find(name);
  SYNFIRE_CHECK(value != nullptr);
  return *value;
}

bool Attrs::IsNone(absl::string_view name) const {
  return std::holds_alternative<None>(Get(name));
}

bool Attrs::Bool(absl::string_view name) const { return As<bool>(Get(name)); }

int64_t Attrs::Int(absl::string_view name) const {
  return As<int64_t>(Get(name));
}

double Attrs::Float(absl::string_view name) const {
  const AttrValue& value = Get(name);
  const int64_t* integer = std::get_if<int64_t>(&value);
  return integer ? static_cast<double>(*integer) : As<double>(value);
}

const std::string& Attrs::String(absl::string_view name) const {
  return As<std::string>(Get(name));
}

const std::vector<int64_t>& Attrs::Ints(absl::string_view name) const {
  return As<std::vector<int64_t>>(Get(name));
}

const std::vector<double>& Attrs::Floats(absl::string_view name) const {
  return As<std::vector<double>>(Get(name));
}

Attrs& Attrs::Set(absl::string_view name, AttrValue value) {
  if (const AttrValue* old = Find(name)) {
    *const_cast<AttrValue*>(old) = std::move(value);
  } else {
    entries_.emplace_back(std::string(name), std::move(value));
  }
  return *this;
}

std::string Attrs::ToText() const {
  return absl::StrJoin(entries_, ", ", [](std::string* out, const auto& entry) {
    absl::StrAppend(out, entry.first, " = ", synfire::ToText(entry.second));
  });
}

}  // namespace synfire
