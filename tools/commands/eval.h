// `synfire eval`: accuracy, loss and firing rate over a data set.
#ifndef SYNFIRE_TOOLS_COMMANDS_EVAL_H_
#define SYNFIRE_TOOLS_COMMANDS_EVAL_H_

#include <CLI/CLI.hpp>

#include "tools/commands/command.h"

namespace synfire {

void AddEvalCommand(CLI::App* app, Command* command);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_COMMANDS_EVAL_H_
