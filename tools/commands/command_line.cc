#include "tools/commands/command_line.h"

#include <iostream>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "core/spec/nearest_name.h"

namespace synfire {
namespace {

std::vector<std::string> CommandNames(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands(nullptr)) {
    names.push_back(command->get_name());
  }
  return names;
}

std::vector<std::string> OptionNames(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) {
      names.push_back("--" + name);
    }
  }
  return names;
}

// What `app`, the program or a command of it, did not understand.
absl::Status Unexpected(const CLI::App& app, const std::string& argument) {
  const bool is_program = app.get_parent() == nullptr;
  const std::string prefix =
      is_program ? "" : absl::StrCat(app.get_name(), ": ");
  if (absl::StartsWith(argument, "-")) {
    const std::string name = argument.substr(0, argument.find('='));
    return UserError(prefix, "'", name, "' is no option",
                     Suggestion(name, OptionNames(app)));
  }
  if (is_program) {
    return UserError("'", argument, "' is no command",
                     Suggestion(argument, CommandNames(app)));
  }
  return UserError(prefix, "'", argument, "' is one argument too many");
}

absl::Status Explain(const CLI::App& app, const CLI::ParseError& error) {
  const std::vector<CLI::App*> given = app.get_subcommands();
  if (!given.empty()) {
    // A misspelt option may well be the reason for whatever else is wrong.
    const std::vector<std::string> extras = given[0]->remaining();
    if (!extras.empty()) return Unexpected(*given[0], extras[0]);
    return UserError(given[0]->get_name(), ": ", error.what(),
                     "\n  see: ", app.get_name(), " ", given[0]->get_name(),
                     " --help");
  }
  const std::vector<std::string> extras = app.remaining();
  if (!extras.empty()) return Unexpected(app, extras[0]);
  return UserError("a command is missing\n  see: ", app.get_name(), " --help");
}

}  // namespace

absl::Status ParseCommandLine(int argc, const char* const* argv, CLI::App* app,
                              bool* answered) {
  *answered = false;
  try {
    app->parse(argc, argv);
  } catch (const CLI::Success& help) {
    app->exit(help, std::cout, std::cerr);
    *answered = true;
  } catch (const CLI::ParseError& error) {
    return Explain(*app, error);
  }
  return absl::OkStatus();
}

}  // namespace synfire
