// The results of one sitting, and the file that keeps them.
#ifndef SYNFIRE_TOOLS_PEERS_SITTING_H_
#define SYNFIRE_TOOLS_PEERS_SITTING_H_

#include <string>
#include <vector>

#include "core/status.h"
#include "tools/peers/side.h"

namespace synfire {

struct Comparison {
  std::string workload;  // PeerWorkload::name
  bool train = true;
  SideResult ours, theirs;
};

struct Sitting {
  std::string machine;  // a line of text
  int threads = 2;
  std::vector<Comparison> comparisons;

  // The comparison of that name and kind, added where there is none.
  Comparison* Find(const std::string& workload, bool train);
};

// JSON.  Errors: a file that cannot be read or written, or is none of these.
absl::Status SaveSitting(const Sitting& sitting, const std::string& path);
absl::StatusOr<Sitting> LoadSitting(const std::string& path);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_PEERS_SITTING_H_
