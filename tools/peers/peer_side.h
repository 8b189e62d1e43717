// Their side: a process of spikingjelly_peer.py.
#ifndef SYNFIRE_TOOLS_PEERS_PEER_SIDE_H_
#define SYNFIRE_TOOLS_PEERS_PEER_SIDE_H_

#include <memory>
#include <string>

#include "core/status.h"
#include "tools/peers/child_process.h"
#include "tools/peers/side.h"
#include "tools/peers/synfire_side.h"
#include "tools/peers/workloads.h"

namespace synfire {

struct PeerProgram {
  std::string python, script;
};

class PeerSide {
 public:
  // Builds the network, and with `fastest` compiles it in a first step, which
  // may take minutes, and keeps freed memory in the process.  Without, it runs
  // as a beginner's would: slower and smaller.  Unavailable, with what to
  // install, where the interpreter lacks a module.
  static absl::StatusOr<std::unique_ptr<PeerSide>> Start(
      const PeerProgram& program, const PeerWorkload& workload,
      const RoundOptions& options, bool fastest);

  // Of options.steps steps.
  absl::StatusOr<RoundTimes> RunRound();

  double start_seconds() const { return start_seconds_; }
  // The process's growth at its largest, so far.
  int64_t memory() const { return memory_; }
  const std::string& version() const { return version_; }

 private:
  PeerSide(std::unique_ptr<ChildProcess> process, int steps)
      : process_(std::move(process)), steps_(steps) {}
  absl::StatusOr<RoundTimes> Run(int steps);

  std::unique_ptr<ChildProcess> process_;
  const int steps_;
  double start_seconds_ = 0;
  int64_t memory_ = 0;
  std::string version_;
};

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_PEERS_PEER_SIDE_H_
