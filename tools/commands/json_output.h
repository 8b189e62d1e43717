// Results for other programs.
#ifndef SYNFIRE_TOOLS_COMMANDS_JSON_OUTPUT_H_
#define SYNFIRE_TOOLS_COMMANDS_JSON_OUTPUT_H_

#include <nlohmann/json.hpp>

namespace synfire {

// Keeps fields in the order in which they were set.
using Json = nlohmann::ordered_json;

// Prints `json` and a line's end to stdout.  Numbers read back exactly; one
// that is not finite is printed as null, with a warning that names its place.
void PrintJson(const Json& json);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_COMMANDS_JSON_OUTPUT_H_
