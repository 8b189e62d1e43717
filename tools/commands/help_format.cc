#include "tools/commands/help_format.h"

#include <sstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace synfire {
namespace {

constexpr size_t kWidth = 80;
constexpr size_t kLeftColumn = 28;

}  // namespace

HelpFormat::HelpFormat() { column_width(kLeftColumn); }

std::string HelpFormat::make_option_opts(const CLI::Option* option) const {
  if (option->get_type_size() == 0) return "";  // a flag
  const std::string type = option->get_type_name();
  // A validator's words come after a colon: "N", ":cpu|cuda".
  const absl::string_view shown = absl::StripPrefix(type, ":");
  return shown.empty() ? "" : absl::StrCat(" ", shown);
}

std::string HelpFormat::make_option_desc(const CLI::Option* option) const {
  std::string text = option->get_description();
  if (option->get_required() && !option->get_positional()) {
    text = "Required. " + text;
  }
  if (!option->get_default_str().empty()) {
    absl::StrAppend(&text, " (default: ", option->get_default_str(), ")");
  }
  return BreakLines(text, kWidth - kLeftColumn);
}

std::string HelpFormat::make_subcommand(const CLI::App* command) const {
  const std::string description =
      absl::StrReplaceAll(command->get_description(), {{"\n", " "}});
  const std::string first = description.substr(0, description.find(". "));
  std::ostringstream out;
  CLI::detail::format_help(out, command->get_name(),
                           BreakLines(first, kWidth - kLeftColumn),
                           kLeftColumn);
  return out.str();
}

std::string HelpFormat::make_description(const CLI::App* app) const {
  return BreakLines(app->get_description(), kWidth) + "\n";
}

std::string HelpFormat::make_footer(const CLI::App* app) const {
  if (app->get_footer().empty()) return "";
  return BreakLines(app->get_footer(), kWidth) + "\n";
}

std::string BreakLines(absl::string_view text, size_t width) {
  std::string result, line;
  for (absl::string_view paragraph : absl::StrSplit(text, '\n')) {
    line.clear();
    for (absl::string_view word : absl::StrSplit(paragraph, ' ')) {
      if (!line.empty() && line.size() + 1 + word.size() > width) {
        absl::StrAppend(&result, line, "\n");
        line.clear();
      }
      absl::StrAppend(&line, line.empty() ? "" : " ", word);
    }
    absl::StrAppend(&result, line, "\n");
  }
  result.pop_back();
  return result;
}

}  // namespace synfire
