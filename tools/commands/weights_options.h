// Weights as an option, and what is said about them.
#ifndef SYNFIRE_TOOLS_COMMANDS_WEIGHTS_OPTIONS_H_
#define SYNFIRE_TOOLS_COMMANDS_WEIGHTS_OPTIONS_H_

#include <CLI/CLI.hpp>
#include <string>

#include "core/status.h"
#include "graph/compile.h"
#include "graph/exec/variables.h"
#include "tools/weights/load_weights.h"

namespace synfire {

// `name` FILE, and --class-order.  `purpose` is put before the help's text on
// the file.  Returns the first.
CLI::Option* AddWeightsOptions(CLI::App* app, const std::string& name,
                               const std::string& purpose,
                               WeightsSource* source);

// --class-order alone, about the file called `file`.
void AddClassOrderOption(CLI::App* app, const std::string& file,
                         std::string* class_order);

// LoadWeights, with its notes on stderr.
absl::StatusOr<LoadedWeights> LoadWeightsAloud(const WeightsSource& source,
                                               const Network& network,
                                               VariableStore* variables);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_COMMANDS_WEIGHTS_OPTIONS_H_
