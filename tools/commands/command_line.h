// The command line, read with errors that help.
#ifndef SYNFIRE_TOOLS_COMMANDS_COMMAND_LINE_H_
#define SYNFIRE_TOOLS_COMMANDS_COMMAND_LINE_H_

#include <CLI/CLI.hpp>

#include "core/status.h"

namespace synfire {

// Parses; callbacks of `app` and the subcommand run.  --help and --version
// print to stdout and set *answered.  Errors name what was not understood and
// the nearest command or option.  A program without commands takes options of
// its own.
absl::Status ParseCommandLine(int argc, const char* const* argv, CLI::App* app,
                              bool* answered);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_COMMANDS_COMMAND_LINE_H_
