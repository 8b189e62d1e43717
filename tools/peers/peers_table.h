// A sitting as Markdown.
#ifndef SYNFIRE_TOOLS_PEERS_PEERS_TABLE_H_
#define SYNFIRE_TOOLS_PEERS_PEERS_TABLE_H_

#include <string>

#include "core/status.h"
#include "tools/peers/sitting.h"

namespace synfire {

// The machine and the versions, then a table of training steps, of inferences,
// of memory and of layers alone, as far as there are any, and of our kernels.
// A comparison whose sides were not timed within an hour says both dates.
std::string PeersMarkdown(Sitting sitting);

// `page` with `text` in the place of what stands between its lines
// "<!-- compare_peers -->" and "<!-- /compare_peers -->".  An error where it
// lacks them.
absl::StatusOr<std::string> FillPage(const std::string& page,
                                     const std::string& text);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_PEERS_PEERS_TABLE_H_
