// Our side: `synfire bench` as a process of its own.
#ifndef SYNFIRE_TOOLS_PEERS_SYNFIRE_SIDE_H_
#define SYNFIRE_TOOLS_PEERS_SYNFIRE_SIDE_H_

#include <string>

#include "core/status.h"
#include "tools/peers/side.h"
#include "tools/peers/workloads.h"

namespace synfire {

struct RoundOptions {
  bool train = true;  // else inference
  int threads = 2;
  int steps = 5;  // of a round
};

// Runs `program`'s bench for one round and adds it to *result.  The first round
// also measures the machine's peaks and takes what is no time from it.
// Errors: the program's, which it prints itself.
absl::Status RunSynfire(const std::string& program,
                        const PeerWorkload& workload,
                        const RoundOptions& options, SideResult* result);

// As RunSynfire, from what bench printed.
absl::Status AddBenchReport(const std::string& json,
                            const PeerWorkload& workload, SideResult* result);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_PEERS_SYNFIRE_SIDE_H_
