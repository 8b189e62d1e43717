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

// "data check" for that command of the program, "" for the program itself.
std::string PathOf(const CLI::App& app) {
  if (app.get_parent() == nullptr) return "";
  const std::string outer = PathOf(*app.get_parent());
  return absl::StrCat(outer, outer.empty() ? "" : " ", app.get_name());
}

// What `app`, the program or a command of it, did not understand.
absl::Status Unexpected(const CLI::App& app, const std::string& argument) {
  const std::string path = PathOf(app);
  const std::string prefix = path.empty() ? "" : absl::StrCat(path, ": ");
  if (absl::StartsWith(argument, "-")) {
    const std::string name = argument.substr(0, argument.find('='));
    return UserError(prefix, "'", name, "' is no option",
                     Suggestion(name, OptionNames(app)));
  }
  const std::vector<std::string> commands = CommandNames(app);
  if (!commands.empty()) {
    return UserError(prefix, "'", argument, "' is no command",
                     Suggestion(argument, commands));
  }
  return UserError(prefix, "'", argument, "' is one argument too many");
}

// The innermost command that was given, or the program.
const CLI::App& Innermost(const CLI::App& app) {
  const std::vector<CLI::App*> given = app.get_subcommands();
  return given.empty() ? app : Innermost(*given[0]);
}

absl::Status Explain(const CLI::App& app, const CLI::ParseError& error) {
  const CLI::App& given = Innermost(app);
  // A misspelt option may well be the reason for whatever else is wrong.
  const std::vector<std::string> extras = given.remaining();
  if (!extras.empty()) return Unexpected(given, extras[0]);
  const std::string path = PathOf(given);
  const std::string see = absl::StrCat(
      "\n  see: ", app.get_name(), path.empty() ? "" : " ", path, " --help");
  if (!CommandNames(given).empty()) {
    return UserError(path, path.empty() ? "" : ": ", "a command is missing",
                     see);
  }
  return UserError(path, path.empty() ? "" : ": ", error.what(), see);
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
