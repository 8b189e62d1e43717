// synfire ops: what files can name, with all attributes.
#ifndef SYNFIRE_TOOLS_COMMANDS_OPS_H_
#define SYNFIRE_TOOLS_COMMANDS_OPS_H_

#include <CLI/CLI.hpp>

#include "tools/commands/command.h"

namespace synfire {

void AddOpsCommand(CLI::App* app, Command* command);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_COMMANDS_OPS_H_
