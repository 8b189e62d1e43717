// A subcommand of the program.
//
// `void AddXxxCommand(CLI::App* app, Command* command)` adds one: its help, its
// options, and a callback that, where the subcommand was given, sets *command
// to what is to be done:
//
//   auto options = std::make_shared<XxxOptions>();
//   CLI::App* xxx = app->add_subcommand("xxx", "...");
//   xxx->add_option("--n", options->n, "...");
//   xxx->callback([=] { *command = [=] { return Xxx(*options); }; });
//
// main then runs it; a status that is not OK becomes a message on stderr and an
// exit status (exit_codes.h).  A command that has nothing more to say returns
// kOk and has printed its results to stdout.
#ifndef SYNFIRE_TOOLS_COMMANDS_COMMAND_H_
#define SYNFIRE_TOOLS_COMMANDS_COMMAND_H_

#include <functional>

#include "core/status.h"

namespace synfire {

using Command = std::function<absl::Status()>;

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_COMMANDS_COMMAND_H_
