// A model as its weights see it: layers in the file's order, each with its
// variables.
#ifndef SYNFIRE_TOOLS_WEIGHTS_MODEL_LAYERS_H_
#define SYNFIRE_TOOLS_WEIGHTS_MODEL_LAYERS_H_

#include <string>
#include <utility>
#include <vector>

#include "core/shape.h"
#include "graph/exec/variables.h"
#include "graph/import/import.h"
#include "graph/ir/graph.h"

namespace synfire {

struct ModelLayer {
  std::string path;  // "layer1.0.conv1"
  std::string op;    // "conv2d"
  bool neuron = false;
  // Parameters and running statistics: "weight", [64,3,7,7].
  std::vector<std::pair<std::string, Shape>> variables;
};

// Names and shapes of a model's variables, optimizer states left out: of the
// store, or of a graph that has no storage yet.
using VariableShapes = std::vector<std::pair<std::string, Shape>>;
VariableShapes ShapesOf(const VariableStore& variables);
VariableShapes ShapesOf(const Graph& graph);

// Each variable belongs to the layer whose path it begins with.
std::vector<ModelLayer> LayersOf(const std::vector<ImportedLayer>& layers,
                                 const std::vector<NeuronLayer>& neurons,
                                 const VariableShapes& variables);

// Equal, or both of one number: [] or [1].
bool IsSameShape(const Shape& a, const Shape& b);

// Whether `name` is that of an optimizer's state, "PARAMETER.OPTIMIZER.STATE".
bool IsOptimizerState(absl::string_view name, const VariableStore& variables);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_WEIGHTS_MODEL_LAYERS_H_
