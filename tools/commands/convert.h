// synfire convert: weights of other programs become a safetensors file.
#ifndef SYNFIRE_TOOLS_COMMANDS_CONVERT_H_
#define SYNFIRE_TOOLS_COMMANDS_CONVERT_H_

#include <CLI/CLI.hpp>

#include "tools/commands/command.h"

namespace synfire {

void AddConvertCommand(CLI::App* app, Command* command);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_COMMANDS_CONVERT_H_
