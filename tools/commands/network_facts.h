// What can be said of a network before it runs: `synfire summary`.
#ifndef SYNFIRE_TOOLS_COMMANDS_NETWORK_FACTS_H_
#define SYNFIRE_TOOLS_COMMANDS_NETWORK_FACTS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/status.h"
#include "graph/plan/usage.h"
#include "tools/commands/op_bounds.h"
#include "tools/commands/planned_network.h"

namespace synfire {

struct LayerFacts {
  std::string path, op;  // the op with all its attributes
  Type type;             // of the output
  int64_t parameters = 0;
  int64_t flops = 0;  // forward, of the batch
};

struct MemoryFacts {
  int64_t variables = 0;    // bytes: parameters, statistics, optimizer states
  int64_t arena = 0;        // bytes: everything else
  int64_t lower_bound = 0;  // of the arena: bytes live at one time, at most
  // arena / lower_bound: 1 is the best there can be.
  double ratio() const;
  MemoryUsage usage;
  // What a memory limit costs: convolutions computed twice.
  int recomputed = 0;
};

struct NetworkFacts {
  std::string name;
  int64_t steps = 0, batch = 0;
  std::vector<LayerFacts> layers;
  int64_t parameters = 0;  // all of them are trained
  int64_t statistics = 0;  // numbers that are kept but not trained
  int64_t spiking_neurons_per_step = 0;   // of one image
  int64_t forward_flops = 0;              // of the batch, all time steps
  std::optional<int64_t> training_flops;  // forward, backward and update
  MemoryFacts inference;
  std::optional<MemoryFacts> training;  // of one training step
  // Where a machine is given.
  std::vector<OpBound> inference_bounds, training_bounds;
  std::string explanation;  // the kernels of the training step, or else of
                            // inference (graph/plan/kernels.h)
};

// `compile` gives the batch, and in its objective the loss and the optimizer of
// the training step, which is left out where the network takes no loss.
// `machine`, of which ops' bounds are told, may be null.
absl::StatusOr<NetworkFacts> GatherFacts(const ModelText& model,
                                         const Catalog& catalog,
                                         const CompileOptions& compile,
                                         const MachinePeak* machine = nullptr);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_COMMANDS_NETWORK_FACTS_H_
