// What `synfire probe` reports of one run.
#ifndef SYNFIRE_TOOLS_COMMANDS_PROBE_RESULT_H_
#define SYNFIRE_TOOLS_COMMANDS_PROBE_RESULT_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "graph/compile.h"
#include "tools/commands/tensor.h"
#include "tools/weights/load_weights.h"

namespace synfire {

struct ProbeResult {
  Tensor logits;
  std::optional<Tensor> loss;
  NamedTensors gradients;                                    // by parameter
  NamedTensors running;                                      // after the run
  std::vector<std::pair<std::string, double>> firing_rates;  // by layer
};

// What the run left in the network's outputs and variables.
ProbeResult Collect(const Network& network, const VariableStore& variables);

// The same with layers, parameters and running statistics called as they are in
// the weights' file.
ProbeResult InNamesOf(const LoadedWeights& weights, ProbeResult result);

// Fields logits, loss (null without labels), gradient_norms, firing_rates,
// running.
Json ToJson(const ProbeResult& result);
void PrintText(const ProbeResult& result);

// Tensors logits, loss, gradient:PARAMETER, running:NAME, firing_rate:LAYER.
absl::Status WriteProbe(const std::string& path, const ProbeResult& result);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_COMMANDS_PROBE_RESULT_H_
