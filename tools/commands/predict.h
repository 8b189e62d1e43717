// synfire predict: classes of samples, by a trained network.
#ifndef SYNFIRE_TOOLS_COMMANDS_PREDICT_H_
#define SYNFIRE_TOOLS_COMMANDS_PREDICT_H_

#include <CLI/CLI.hpp>

#include "tools/commands/command.h"

namespace synfire {

void AddPredictCommand(CLI::App* app, Command* command);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_COMMANDS_PREDICT_H_
