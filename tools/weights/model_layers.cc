#include "tools/weights/model_layers.h"

#include <map>
#include <set>

namespace synfire {

bool IsOptimizerState(absl::string_view name, const VariableStore& variables) {
  for (size_t dot = name.rfind('.'); dot != absl::string_view::npos && dot > 0;
       dot = name.rfind('.', dot - 1)) {
    const Variable* variable = variables.Find(name.substr(0, dot));
    if (variable != nullptr && variable->role == Role::kParameter) return true;
  }
  return false;
}

bool IsSameShape(const Shape& a, const Shape& b) {
  const bool one_number =
      a.rank() <= 1 && b.rank() <= 1 && a.size() == 1 && b.size() == 1;
  return one_number || a == b;
}

VariableShapes ShapesOf(const VariableStore& variables) {
  VariableShapes shapes;
  for (const Variable* variable : variables.all()) {
    if (IsOptimizerState(variable->name, variables)) continue;
    shapes.emplace_back(variable->name, variable->type.shape);
  }
  return shapes;
}

VariableShapes ShapesOf(const Graph& graph) {
  VariableShapes shapes;
  for (ValueId id = 0; id < graph.num_values(); ++id) {
    const Value& value = graph.value(id);
    if (value.role != Role::kParameter && value.role != Role::kState) continue;
    shapes.emplace_back(value.name, value.type.shape);
  }
  return shapes;
}

std::vector<ModelLayer> LayersOf(const std::vector<ImportedLayer>& layers,
                                 const std::vector<NeuronLayer>& neurons,
                                 const VariableShapes& variables) {
  std::set<std::string> fires;
  for (const NeuronLayer& neuron : neurons) fires.insert(neuron.path);
  std::vector<ModelLayer> result;
  std::map<std::string, size_t, std::less<>> places;
  for (const ImportedLayer& layer : layers) {
    places.emplace(layer.path, result.size());
    result.push_back({layer.path,
                      layer.op.substr(0, layer.op.find('(')),
                      fires.count(layer.path) > 0,
                      {}});
  }
  for (const auto& [name, shape] : variables) {
    const size_t dot = name.rfind('.');
    const auto place = places.find(absl::string_view(name).substr(0, dot));
    SYNFIRE_CHECK(dot != std::string::npos && place != places.end());
    result[place->second].variables.emplace_back(name.substr(dot + 1), shape);
  }
  return result;
}

}  // namespace synfire
