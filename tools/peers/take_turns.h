// One comparison: ours and theirs in turns.
#ifndef SYNFIRE_TOOLS_PEERS_TAKE_TURNS_H_
#define SYNFIRE_TOOLS_PEERS_TAKE_TURNS_H_

#include <optional>
#include <string>

#include "core/status.h"
#include "tools/peers/peer_side.h"
#include "tools/peers/sitting.h"
#include "tools/peers/synfire_side.h"
#include "tools/peers/workloads.h"

namespace synfire {

struct TurnOptions {
  std::string synfire, revision;    // our program, and what it was built from
  std::optional<PeerProgram> peer;  // none: their times stay as they are
  int rounds = 5;                   // turns of each side
  RoundOptions round;
};

// Measures the workload and puts both sides, which were timed in turns, into
// *comparison; unchanged after an error.  Errors: those of the two programs.
absl::Status TakeTurns(const TurnOptions& options, const PeerWorkload& workload,
                       Comparison* comparison);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_PEERS_TAKE_TURNS_H_
