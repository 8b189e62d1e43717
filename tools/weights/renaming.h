// Names of weights without the model they belong to.
#ifndef SYNFIRE_TOOLS_WEIGHTS_RENAMING_H_
#define SYNFIRE_TOOLS_WEIGHTS_RENAMING_H_

#include <optional>
#include <string>
#include <vector>

#include "core/status.h"
#include "tools/weights/naming.h"
#include "tools/weights/weights_file.h"

namespace synfire {

// The naming that the file says, or that its names show; nothing where they are
// of none.
std::optional<Naming> RecogniseNaming(const std::vector<std::string>& names,
                                      const WeightsFile& file);

// The names in another naming.  An error where that takes to know the network:
// for chains of numbers, and for the shortcuts of published ResNets.
absl::StatusOr<std::vector<std::string>> Rename(
    const std::vector<std::string>& names, std::optional<Naming> from,
    Naming to, const std::string& path);

// The layer of the file that is a classifier by its name, fc or out.
absl::StatusOr<std::string> ClassifierOf(const WeightsFile& file,
                                         const std::string& path);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_WEIGHTS_RENAMING_H_
