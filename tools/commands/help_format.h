// How --help looks.
#ifndef SYNFIRE_TOOLS_COMMANDS_HELP_FORMAT_H_
#define SYNFIRE_TOOLS_COMMANDS_HELP_FORMAT_H_

#include <CLI/CLI.hpp>
#include <string>

#include "absl/strings/string_view.h"

namespace synfire {

// Options on the left, their descriptions on the right, broken into lines; of a
// command, among others, the first sentence.  Descriptions say defaults.
class HelpFormat : public CLI::Formatter {
 public:
  HelpFormat();

  std::string make_option_opts(const CLI::Option* option) const override;
  std::string make_option_desc(const CLI::Option* option) const override;
  std::string make_subcommand(const CLI::App* command) const override;
  std::string make_description(const CLI::App* app) const override;
  std::string make_footer(const CLI::App* app) const override;
};

// `text` with spaces turned to line ends so that no line is longer than
// `width`, unless one word is.
std::string BreakLines(absl::string_view text, size_t width);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_COMMANDS_HELP_FORMAT_H_
