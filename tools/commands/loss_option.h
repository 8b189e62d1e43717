// The loss of a network that is run outside of training.
#ifndef SYNFIRE_TOOLS_COMMANDS_LOSS_OPTION_H_
#define SYNFIRE_TOOLS_COMMANDS_LOSS_OPTION_H_

#include <CLI/CLI.hpp>
#include <string>

#include "core/status.h"
#include "graph/import/training_text.h"
#include "tools/commands/network_file.h"

namespace synfire {

// --loss CALL.
void AddLossOption(CLI::App* app, std::string* loss);

// What --loss says; else the training file's loss; else cross_entropy.  An
// error where --loss is no call.
absl::StatusOr<CallText> ChooseLoss(const std::string& loss,
                                    const NetworkFile& file);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_COMMANDS_LOSS_OPTION_H_
