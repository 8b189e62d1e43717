// What is compared: networks with a size, a batch and a target.
#ifndef SYNFIRE_TOOLS_PEERS_WORKLOADS_H_
#define SYNFIRE_TOOLS_PEERS_WORKLOADS_H_

#include <cstdint>
#include <string>
#include <vector>

namespace synfire {

struct PeerWorkload {
  std::string name;   // as spikingjelly_peer.py knows it
  std::string title;  // for tables
  std::string model;  // of ours, from the root of the tree
  int64_t batch = 1;
  // More options of `synfire bench`: the input's size, its kind, the loss.
  std::vector<std::string> options{};
  // How many times faster a training step and an inference are to be.
  double train_target = 3, infer_target = 4;
  // Where a layer alone is timed, and not a step: its name, and the number of
  // neuron-steps (neurons times T) in a pass.
  std::string layer{};
  double neuron_steps = 0;
};

// Both sides train with SGD with momentum; images are the same at all T = 4
// steps, recordings have T = 16 frames.
const std::vector<PeerWorkload>& PeerWorkloads();

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_PEERS_WORKLOADS_H_
