// `synfire data info`: what a data set holds.
#ifndef SYNFIRE_TOOLS_COMMANDS_DATA_INFO_H_
#define SYNFIRE_TOOLS_COMMANDS_DATA_INFO_H_

#include <string>

#include "core/status.h"

namespace synfire {

// Reads every sample of each part of what `argument` stands for
// (data_parts.h), or the recording that it is, and prints samples, classes,
// resolution and the statistics of the events, or of the values of images.
// JSON: an array of objects, one a part.  Errors are those of reading.
absl::Status PrintDataInfo(const std::string& argument, bool json);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_COMMANDS_DATA_INFO_H_
