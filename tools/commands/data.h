// `synfire data check|info|frames`: what is in a data set, and whether all of
// it can be read.
#ifndef SYNFIRE_TOOLS_COMMANDS_DATA_H_
#define SYNFIRE_TOOLS_COMMANDS_DATA_H_

#include <CLI/CLI.hpp>

#include "tools/commands/command.h"

namespace synfire {

void AddDataCommand(CLI::App* app, Command* command);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_COMMANDS_DATA_H_
