// Which tensor of a file is which variable of a model.
#ifndef SYNFIRE_TOOLS_WEIGHTS_MATCH_H_
#define SYNFIRE_TOOLS_WEIGHTS_MATCH_H_

#include <string>
#include <utility>
#include <vector>

#include "core/status.h"
#include "data/safetensors/reader.h"
#include "tools/weights/model_layers.h"
#include "tools/weights/naming.h"
#include "tools/weights/weights_file.h"

namespace synfire {

struct WeightsMatch {
  Naming naming = Naming::kSynfire;
  // The names do not agree with any naming's, but are numbers of a chain, and
  // the layers in their order are those of the model.
  bool by_order = false;
  // What the file calls each layer, by its path in the model.
  LayerNames names;
  // (variable of the model, tensor of the file), each variable once.
  std::vector<std::pair<std::string, const TensorView*>> tensors;
};

// Tries all namings and takes the one that finds the most.  A chain of numbers
// that is none of them (conv.0.0.weight, ...) is taken in order, where each of
// its layers has the variables and shapes of the model's.  One number may be
// [] or [1].
//
// The error lists all that is missing, left over or of another shape.  Ignored:
// tensors called after a variable, as optimizer states are; `left_out` counts
// them.
absl::StatusOr<WeightsMatch> MatchWeights(const WeightsFile& file,
                                          const std::string& path,
                                          const std::vector<ModelLayer>& layers,
                                          int* left_out);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_WEIGHTS_MATCH_H_
