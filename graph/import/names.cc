#include "graph/import/names.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace synfire {
namespace {

bool IsNameByte(char c) { return absl::ascii_isalnum(c) || c == '_'; }

void AddNames(absl::string_view text, std::set<std::string>& names) {
  size_t at = 0;
  while (at < text.size()) {
    const char c = text[at];
    const size_t begin = at++;
    if (c == '"' || c == '\'') {
      while (at < text.size() && text[at] != c) at += text[at] == '\\' ? 2 : 1;
      ++at;
    } else if (IsNameByte(c)) {
      while (at < text.size() && (IsNameByte(text[at]) || text[at] == '.')) {
        ++at;
      }
      if (absl::ascii_isdigit(c)) continue;
      const absl::string_view next =
          absl::StripLeadingAsciiWhitespace(text.substr(at));
      const bool is_attribute =
          next.substr(0, 1) == "=" && next.substr(0, 2) != "==";
      const bool is_call = next.substr(0, 1) == "(";
      const absl::string_view name = text.substr(begin, at - begin);
      if (!is_attribute && !is_call && IsSpecName(name)) names.emplace(name);
    }
  }
}

}  // namespace

bool IsPathName(absl::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), IsNameByte);
}

bool IsSpecName(absl::string_view name) {
  return IsPathName(name) && !absl::ascii_isdigit(name[0]) && name != "true" &&
         name != "false" && name != "none";
}

std::string BlockInputName(int index) {
  return index == 0 ? "in" : absl::StrCat("in", index);
}

int BlockInputIndex(absl::string_view name) {
  if (name == "in") return 0;
  int index = 0;
  if (name.substr(0, 2) != "in" || !absl::SimpleAtoi(name.substr(2), &index)) {
    return -1;
  }
  return index > 0 && BlockInputName(index) == name ? index : -1;
}

std::set<std::string> NamesIn(const Expression& expression) {
  std::set<std::string> names;
  AddNames(expression.text(), names);
  return names;
}

std::set<std::string> NamesIn(const Call& call) {
  std::set<std::string> names;
  names.insert(call.name);
  for (const Argument& argument : call.arguments) {
    AddNames(argument.value.text(), names);
  }
  return names;
}

}  // namespace synfire
