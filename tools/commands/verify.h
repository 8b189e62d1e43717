// synfire verify: everything that can be wrong with a file, found without
// running it.
#ifndef SYNFIRE_TOOLS_COMMANDS_VERIFY_H_
#define SYNFIRE_TOOLS_COMMANDS_VERIFY_H_

#include <CLI/CLI.hpp>

#include "tools/commands/command.h"

namespace synfire {

void AddVerifyCommand(CLI::App* app, Command* command);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_COMMANDS_VERIFY_H_
