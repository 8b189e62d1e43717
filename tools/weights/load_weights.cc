#include "tools/weights/load_weights.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "data/safetensors/convert.h"
#include "tools/weights/match.h"
#include "tools/weights/neuron_names.h"
#include "tools/weights/notes.h"
#include "tools/weights/weights_file.h"

namespace synfire {

std::string LoadedWeights::LayerName(const std::string& path) const {
  const auto name = names.find(path);
  return name == names.end() ? path : name->second;
}

std::string LoadedWeights::VariableName(const std::string& variable) const {
  const size_t dot = variable.rfind('.');
  if (dot == std::string::npos) return variable;
  return LayerName(variable.substr(0, dot)) + variable.substr(dot);
}

std::string LoadedWeights::BlockName(const std::string& path) const {
  std::string shared;  // ends with a dot
  for (const auto& [layer, name] : names) {
    if (!absl::StartsWith(layer, path + ".")) continue;
    if (shared.empty()) shared = name + ".";
    while (!shared.empty() && !absl::StartsWith(name + ".", shared)) {
      shared.erase(shared.rfind('.', shared.size() - 2) + 1);
    }
  }
  if (shared.empty()) return path;
  shared.pop_back();
  // A published block that is a link of a chain is conv.K; its convolutions are
  // conv.K.conv.
  if (naming == Naming::kPublished && absl::StartsWith(shared, "conv.")) {
    return std::string(absl::StripSuffix(shared, ".conv"));
  }
  return shared;
}

absl::StatusOr<LoadedWeights> LoadWeights(const WeightsSource& source,
                                          const Network& network,
                                          VariableStore* variables) {
  SYNFIRE_ASSIGN_OR_RETURN(const ClassOrder order,
                           ClassOrderFromName(source.class_order));
  SYNFIRE_ASSIGN_OR_RETURN(const WeightsFile file,
                           WeightsFile::Open(source.path));
  const std::vector<ModelLayer> layers =
      LayersOf(network.layers, network.neurons, ShapesOf(*variables));
  int left_out = 0;
  SYNFIRE_ASSIGN_OR_RETURN(WeightsMatch match,
                           MatchWeights(file, source.path, layers, &left_out));
  std::string classifier;
  if (order == ClassOrder::kText) {
    SYNFIRE_ASSIGN_OR_RETURN(classifier, ClassifierOf(layers));
  }
  LoadedWeights loaded{match.naming, {}, NotesOf(file, match)};
  for (const auto& [name, tensor] : match.tensors) {
    SYNFIRE_ASSIGN_OR_RETURN(std::vector<double> elements, ReadAsF64(*tensor));
    const bool rows_are_classes =
        !classifier.empty() &&
        name.compare(0, name.rfind('.'), classifier) == 0;
    if (rows_are_classes) {
      elements = RowsByClass(elements, ClassesOfRows(order, tensor->shape[0]));
      if (tensor->shape.rank() == 2) {
        loaded.notes.push_back(ClassOrderNote(classifier, tensor->shape[0]));
      }
    }
    VariableStore::Write(elements, variables->Find(name));
  }
  NameNeurons(layers, &match);
  loaded.names = std::move(match.names);
  return loaded;
}

}  // namespace synfire
