#include "graph/import/link.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/spec/schema.h"
#include "graph/import/names.h"

namespace synfire {
namespace {

// One scope: a block's layers, or the model's with the names of its inputs.
class ScopeLinker {
 public:
  // `inputs` is null for a block.
  ScopeLinker(const std::vector<InputText>* inputs,
              std::vector<LayerText>& layers, Errors& errors)
      : inputs_(inputs), layers_(layers), errors_(errors) {
    for (int i = 0; i < Size(); ++i) positions_[layers_[i].name] = i;
  }

  void LinkInputs() {
    for (int i = 0; i < Size() && !errors_.full(); ++i) {
      LayerText& layer = layers_[i];
      if (layer.inputs.empty()) AddDefaultInput(i);
      for (InputRef& ref : layer.inputs) Link(ref, i);
    }
  }

  void LinkOutput(std::string& output, int& position, Location& location) {
    if (output.empty()) {
      output = layers_.back().name;
      location = layers_.back().location;
    } else if (positions_.count(output) == 0) {
      errors_.Add(location, "output '", output, "' is no layer",
                  Suggestion(output, LayerNames()));
      return;
    }
    position = positions_.at(output);
  }

 private:
  int Size() const { return static_cast<int>(layers_.size()); }

  std::vector<std::string> LayerNames() const {
    std::vector<std::string> names;
    for (const LayerText& layer : layers_) names.push_back(layer.name);
    return names;
  }

  std::vector<std::string> InputNames() const {
    if (inputs_ == nullptr) return {BlockInputName(0)};
    std::vector<std::string> names;
    for (const InputText& input : *inputs_) names.push_back(input.name);
    return names;
  }

  bool IsInput(const std::string& name) const {
    if (inputs_ == nullptr) return BlockInputIndex(name) >= 0;
    return std::any_of(inputs_->begin(), inputs_->end(),
                       [&](const InputText& i) { return i.name == name; });
  }

  void AddDefaultInput(int position) {
    LayerText& layer = layers_[position];
    if (position > 0) {
      layer.inputs.push_back(
          {layers_[position - 1].name, 0, -1, layer.location});
      return;
    }
    const std::vector<std::string> names = InputNames();
    if (names.size() == 1) {
      layer.inputs.push_back({names[0], 0, -1, layer.location});
    } else if (names.empty()) {
      errors_.Add(layer.location, "layer '", layer.name,
                  "': there is nothing to read: the model has no 'input'");
    } else {
      errors_.Add(layer.location, "layer '", layer.name,
                  "': the model has several inputs; say which this layer reads",
                  Suggestion("", names));
    }
  }

  void Link(InputRef& ref, int reader) {
    const std::string what = absl::StrCat("layer '", layers_[reader].name,
                                          "': input '", ref.name, "' ");
    if (IsInput(ref.name)) {
      if (ref.delay > 0) {
        errors_.Add(ref.location, what,
                    "is not a layer; only layers have values of earlier steps");
      }
      return;
    }
    const auto found = positions_.find(ref.name);
    if (found == positions_.end()) {
      std::vector<std::string> names = InputNames();
      const std::vector<std::string> layers = LayerNames();
      names.insert(names.end(), layers.begin(), layers.end());
      errors_.Add(ref.location, what, "is no layer or input",
                  Suggestion(ref.name, names));
      return;
    }
    ref.position = found->second;
    if (ref.delay == 0 && ref.position >= reader) {
      errors_.Add(
          ref.location, what,
          ref.position == reader ? "is this layer itself" : "is a later layer",
          "; a cycle needs a delay: write ", ref.name, "[t-1]");
    }
  }

  const std::vector<InputText>* inputs_;
  std::vector<LayerText>& layers_;
  Errors& errors_;
  std::map<std::string, int> positions_;
};

// Which inputs of a block its layers read; every one up to the last must be.
void FindArity(BlockText& block, Errors& errors) {
  std::set<int> read;
  for (const LayerText& layer : block.layers) {
    for (const InputRef& ref : layer.inputs) {
      const int index = BlockInputIndex(ref.name);
      if (index >= 0) read.insert(index);
    }
  }
  int next = 0;
  for (const int index : read) {
    if (index != next) break;
    ++next;
  }
  if (next == static_cast<int>(read.size()) && next > 0) {
    block.arity = next;
    return;
  }
  errors.Add(block.location, "block '", block.name, "': input '",
             BlockInputName(next), "' is never read");
}

}  // namespace

void LinkReferences(ModelText& model, Errors& errors) {
  for (BlockText& block : model.blocks) {
    if (errors.full()) return;
    ScopeLinker linker(nullptr, block.layers, errors);
    linker.LinkInputs();
    linker.LinkOutput(block.output, block.output_position,
                      block.output_location);
    FindArity(block, errors);
  }
  ScopeLinker linker(&model.inputs, model.layers, errors);
  linker.LinkInputs();
  linker.LinkOutput(model.output, model.output_position, model.output_location);
}

}  // namespace synfire
