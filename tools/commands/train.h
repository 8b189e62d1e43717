// `synfire train`: trains a network as a training file says.
#ifndef SYNFIRE_TOOLS_COMMANDS_TRAIN_H_
#define SYNFIRE_TOOLS_COMMANDS_TRAIN_H_

#include <CLI/CLI.hpp>

#include "tools/commands/command.h"

namespace synfire {

void AddTrainCommand(CLI::App* app, Command* command);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_COMMANDS_TRAIN_H_
