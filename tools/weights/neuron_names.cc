#include "tools/weights/neuron_names.h"

#include <string>

#include "absl/strings/strip.h"

namespace synfire {

void NameNeurons(const std::vector<ModelLayer>& layers, WeightsMatch* match) {
  if (!match->by_order) return;
  std::string before;  // the name of the last layer with variables
  for (const ModelLayer& layer : layers) {
    const auto name = match->names.find(layer.path);
    if (name != match->names.end()) {
      before = name->second;
      continue;
    }
    if (!layer.neuron || before.empty()) continue;
    absl::string_view chain = before;
    // "K.0.module.1" or "K.0", "K.1": the neuron is the next in the sequence.
    if (absl::ConsumeSuffix(&chain, ".0.module.1")) {
      match->names[layer.path] = absl::StrCat(chain, ".1");
    } else if (absl::ConsumeSuffix(&chain, ".1")) {
      match->names[layer.path] = absl::StrCat(chain, ".2");
    }
  }
}

}  // namespace synfire
