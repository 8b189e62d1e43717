// synfire summary: a network's layers, size, cost and memory.
#ifndef SYNFIRE_TOOLS_COMMANDS_SUMMARY_H_
#define SYNFIRE_TOOLS_COMMANDS_SUMMARY_H_

#include <CLI/CLI.hpp>

#include "tools/commands/command.h"

namespace synfire {

void AddSummaryCommand(CLI::App* app, Command* command);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_COMMANDS_SUMMARY_H_
