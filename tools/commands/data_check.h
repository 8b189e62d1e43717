// `synfire data check`: reads every sample of a data set.
#ifndef SYNFIRE_TOOLS_COMMANDS_DATA_CHECK_H_
#define SYNFIRE_TOOLS_COMMANDS_DATA_CHECK_H_

#include <string>

#include "core/status.h"

namespace synfire {

// Prints a line for each part of what `argument` stands for (data_parts.h), or
// for the recording that it is.  The error holds a line for each sample that
// cannot be read, with the file, the byte and the reason.
absl::Status CheckData(const std::string& argument);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_COMMANDS_DATA_CHECK_H_
