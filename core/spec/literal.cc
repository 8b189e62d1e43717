#include <charconv>
#include <cmath>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "core/spec/token.h"

namespace synfire {
namespace {

bool Digits(absl::string_view* rest) {
  const size_t before = rest->size();
  while (!rest->empty() && rest->front() >= '0' && rest->front() <= '9') {
    rest->remove_prefix(1);
  }
  return rest->size() < before;
}

enum class Form { kInt, kFloat, kNeither };

// digits [. digits] [e [+-] digits]
Form FormOf(absl::string_view rest) {
  Form form = Form::kInt;
  if (!Digits(&rest)) return Form::kNeither;
  if (!rest.empty() && rest.front() == '.') {
    form = Form::kFloat;
    rest.remove_prefix(1);
    if (!Digits(&rest)) return Form::kNeither;
  }
  if (!rest.empty() && (rest.front() | 32) == 'e') {
    form = Form::kFloat;
    rest.remove_prefix(1);
    if (!rest.empty() && (rest.front() == '+' || rest.front() == '-')) {
      rest.remove_prefix(1);
    }
    if (!Digits(&rest)) return Form::kNeither;
  }
  return rest.empty() ? form : Form::kNeither;
}

}  // namespace

absl::StatusOr<AttrValue> NumberValue(const Token& token, bool negative) {
  const std::string text = absl::StrCat(negative ? "-" : "", token.text);
  const char* const end = text.data() + text.size();
  switch (FormOf(token.text)) {
    case Form::kInt: {
      int64_t value = 0;
      if (std::from_chars(text.data(), end, value).ec != std::errc()) {
        return ErrorAt(token.column, text, " does not fit into 64 bits");
      }
      return AttrValue(value);
    }
    case Form::kFloat: {
      double value = 0;
      if (std::from_chars(text.data(), end, value).ec != std::errc()) {
        return ErrorAt(token.column, text, " does not fit into a double");
      }
      return AttrValue(value);
    }
    case Form::kNeither:
      break;
  }
  return ErrorAt(token.column, "'", token.text,
                 "' is no number; expected one such as 3, 0.5 or 1e-3");
}

absl::StatusOr<std::string> TextValue(const Token& token) {
  constexpr absl::string_view kEscapes = "\"'\\nt", kMeanings = "\"'\\\n\t";
  const absl::string_view body = token.text.substr(1, token.text.size() - 2);
  std::string value;
  for (size_t i = 0; i < body.size(); ++i) {
    if (body[i] != '\\') {
      value += body[i];
      continue;
    }
    const size_t which = kEscapes.find(body[++i]);
    if (which == absl::string_view::npos) {
      return ErrorAt(token.column,
                     "the text holds a \\ that begins none of "
                     "\\\" \\' \\\\ \\n \\t; write \\\\ for the character");
    }
    value += kMeanings[which];
  }
  return value;
}

}  // namespace synfire
