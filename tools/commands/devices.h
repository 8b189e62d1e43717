// synfire devices: what this program can compute on here.
#ifndef SYNFIRE_TOOLS_COMMANDS_DEVICES_H_
#define SYNFIRE_TOOLS_COMMANDS_DEVICES_H_

#include <CLI/CLI.hpp>

#include "tools/commands/command.h"

namespace synfire {

void AddDevicesCommand(CLI::App* app, Command* command);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_COMMANDS_DEVICES_H_
