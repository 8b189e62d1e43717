// Numbers as people read them.
#ifndef SYNFIRE_TOOLS_COMMANDS_AMOUNTS_H_
#define SYNFIRE_TOOLS_COMMANDS_AMOUNTS_H_

#include <cstdint>
#include <string>

namespace synfire {

// "1,234,567".
std::string Grouped(int64_t count);

// "512 B", "1.5 KiB", "12.3 MiB".
std::string BytesText(int64_t bytes);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_COMMANDS_AMOUNTS_H_
