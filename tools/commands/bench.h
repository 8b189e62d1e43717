// `synfire bench`: what one step of a network costs on this machine.
#ifndef SYNFIRE_TOOLS_COMMANDS_BENCH_H_
#define SYNFIRE_TOOLS_COMMANDS_BENCH_H_

#include <CLI/CLI.hpp>

#include "tools/commands/command.h"

namespace synfire {

void AddBenchCommand(CLI::App* app, Command* command);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_COMMANDS_BENCH_H_
