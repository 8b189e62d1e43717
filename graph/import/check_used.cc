#include <map>
#include <set>
#include <string>
#include <vector>

#include "graph/import/link.h"
#include "graph/import/names.h"

namespace synfire {
namespace {

// The names of the layers and inputs that `output` depends on, itself too.
std::set<std::string> Reaching(const std::vector<LayerText>& layers,
                               const std::string& output) {
  std::map<std::string, const LayerText*> by_name;
  for (const LayerText& layer : layers) by_name[layer.name] = &layer;
  std::set<std::string> reached = {output};
  std::vector<std::string> pending = {output};
  while (!pending.empty()) {
    const auto layer = by_name.find(pending.back());
    pending.pop_back();
    if (layer == by_name.end()) continue;  // an input
    for (const InputRef& ref : layer->second->inputs) {
      if (reached.insert(ref.name).second) pending.push_back(ref.name);
    }
  }
  return reached;
}

std::set<std::string> CheckLayers(const std::vector<LayerText>& layers,
                                  const std::string& output, Errors& errors) {
  std::set<std::string> reached = Reaching(layers, output);
  for (const LayerText& layer : layers) {
    if (reached.count(layer.name) == 0) {
      errors.Add(layer.location, "layer '", layer.name,
                 "': nothing on the way to the output '", output, "' reads it");
    }
  }
  return reached;
}

std::set<std::string> NamesIn(const std::vector<ParamText>& params,
                              const std::vector<LayerText>& layers) {
  std::set<std::string> names;
  for (const ParamText& param : params) {
    if (param.value.has_value()) names.merge(synfire::NamesIn(*param.value));
  }
  for (const LayerText& layer : layers) {
    names.merge(synfire::NamesIn(layer.op));
    if (layer.when.has_value()) names.merge(synfire::NamesIn(*layer.when));
    if (layer.repeat.has_value()) names.merge(synfire::NamesIn(*layer.repeat));
  }
  return names;
}

void CheckParams(const std::vector<ParamText>& params,
                 const std::set<std::string>& names, Errors& errors) {
  for (const ParamText& param : params) {
    if (names.count(param.name) == 0) {
      errors.Add(param.location, "param '", param.name, "' is never used");
    }
  }
}

}  // namespace

void CheckAllUsed(const ModelText& model, Errors& errors) {
  // Blocks see the model's parameters.
  std::set<std::string> everywhere = NamesIn(model.params, model.layers);
  for (const BlockText& block : model.blocks) {
    std::set<std::string> names = NamesIn(block.params, block.layers);
    CheckParams(block.params, names, errors);
    CheckLayers(block.layers, block.output, errors);
    everywhere.merge(names);
  }
  CheckParams(model.params, everywhere, errors);
  const std::set<std::string> reached =
      CheckLayers(model.layers, model.output, errors);
  for (const InputText& input : model.inputs) {
    if (reached.count(input.name) == 0) {
      errors.Add(input.location, "input '", input.name, "' is never read");
    }
  }
}

}  // namespace synfire
