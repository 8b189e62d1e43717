// synfire probe: everything that one run of a network computes, to hold it
// against another program.
#ifndef SYNFIRE_TOOLS_COMMANDS_PROBE_H_
#define SYNFIRE_TOOLS_COMMANDS_PROBE_H_

#include <CLI/CLI.hpp>

#include "tools/commands/command.h"

namespace synfire {

void AddProbeCommand(CLI::App* app, Command* command);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_COMMANDS_PROBE_H_
