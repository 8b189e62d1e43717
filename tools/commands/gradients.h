// synfire gradients: how the loss's gradient reaches each block of a network.
#ifndef SYNFIRE_TOOLS_COMMANDS_GRADIENTS_H_
#define SYNFIRE_TOOLS_COMMANDS_GRADIENTS_H_

#include <CLI/CLI.hpp>

#include "tools/commands/command.h"

namespace synfire {

void AddGradientsCommand(CLI::App* app, Command* command);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_COMMANDS_GRADIENTS_H_
