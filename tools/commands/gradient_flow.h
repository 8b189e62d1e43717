// How the loss's gradient fares on its way back through a network, block by
// block, and which of its neurons say nothing.
#ifndef SYNFIRE_TOOLS_COMMANDS_GRADIENT_FLOW_H_
#define SYNFIRE_TOOLS_COMMANDS_GRADIENT_FLOW_H_

#include <optional>
#include <string>
#include <vector>

#include "graph/compile.h"
#include "tools/weights/load_weights.h"

namespace synfire {

// Against the norm at the last block, the one nearest to the loss that the
// loss depends on.
struct FlowLimits {
  double vanishing = 1e-6;  // vanished: norm <= vanishing * last norm
  double exploding = 1e3;   // exploded: norm > exploding * last norm, or it is
                            // not finite
};

enum class Flow {
  kSound,
  kVanished,  // a norm of 0 always is
  kExploded,
  kAbsent  // the loss does not depend on this output
};

// "sound", "vanished", ...
const char* NameOf(Flow flow);

// A block or a layer.
struct FlowPoint {
  std::string path;
  Flow flow = Flow::kSound;
  // L2, of dLoss/d(output) over all samples, time steps and elements.
  std::optional<double> norm;      // none where absent
  std::optional<double> relative;  // to the last norm, where that is above 0
  // Spikes a neuron and time step of the neuron layers in it, where it has
  // any.  By their paths within the block ("" for the layer itself), those in
  // which no neuron fired, and those in which all fired at every step.
  std::optional<double> firing_rate;
  std::vector<std::string> silent, saturated;
};

struct GradientFlow {
  double loss = 0;
  std::string last;               // what the norms are held against
  std::vector<FlowPoint> blocks;  // in the order in which they end
  std::vector<FlowPoint> layers;  // in the file's order; all, or none
};

// The names for Objective::gradients_of.
std::vector<std::string> FlowValues(const ImportedModel& model, bool layers);

// What the last run of `network` left, compiled with FlowValues.  Where there
// is no block, the layers are held against the last layer.
GradientFlow CollectFlow(const Network& network, bool layers,
                         const FlowLimits& limits);

// The same with blocks and layers called as they are in the weights' file.
GradientFlow InNamesOf(const LoadedWeights& weights, GradientFlow flow);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_COMMANDS_GRADIENT_FLOW_H_
