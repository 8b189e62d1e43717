#include "tools/peers/take_turns.h"

#include <algorithm>
#include <memory>

namespace synfire {
namespace {

// The peer at its fastest, after its first steps, and what is known of it.
absl::StatusOr<std::unique_ptr<PeerSide>> StartPeer(
    const TurnOptions& options, const PeerWorkload& workload,
    SideResult* result) {
  SYNFIRE_ASSIGN_OR_RETURN(
      std::unique_ptr<PeerSide> peer,
      PeerSide::Start(*options.peer, workload, options.round,
                      /*fastest=*/false));
  result->memory = peer->memory();
  peer.reset();  // one at a time
  SYNFIRE_ASSIGN_OR_RETURN(
      peer, PeerSide::Start(*options.peer, workload, options.round,
                            /*fastest=*/true));
  result->memory = std::min(*result->memory, peer->memory());
  result->start_seconds = peer->start_seconds();
  result->version = peer->version();
  return peer;
}

}  // namespace

absl::Status TakeTurns(const TurnOptions& options, const PeerWorkload& workload,
                       Comparison* comparison) {
  SideResult ours, theirs;
  ours.version = options.revision;
  std::unique_ptr<PeerSide> peer;
  if (options.peer.has_value()) {
    SYNFIRE_ASSIGN_OR_RETURN(peer, StartPeer(options, workload, &theirs));
  }
  for (int i = 0; i < options.rounds; ++i) {
    SYNFIRE_RETURN_IF_ERROR(
        RunSynfire(options.synfire, workload, options.round, &ours));
    if (peer == nullptr) continue;
    SYNFIRE_ASSIGN_OR_RETURN(const RoundTimes times, peer->RunRound());
    theirs.Add(times);
    theirs.date = DateNow();
  }
  comparison->ours = ours;
  if (peer != nullptr) comparison->theirs = theirs;
  return absl::OkStatus();
}

}  // namespace synfire
