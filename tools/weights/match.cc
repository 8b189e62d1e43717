#include "tools/weights/match.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "data/safetensors/header.h"
#include "tools/weights/layer_order.h"

namespace synfire {
namespace {

using TensorsByName = std::map<std::string, const TensorView*, std::less<>>;

// Whether `name` is "VARIABLE.OPTIMIZER.STATE" of a variable of the model.
bool IsState(absl::string_view name, const std::set<std::string>& variables) {
  for (size_t dot = name.rfind('.'); dot != absl::string_view::npos && dot > 0;
       dot = name.rfind('.', dot - 1)) {
    if (variables.count(std::string(name.substr(0, dot))) > 0) return true;
  }
  return false;
}

// The model's variables under the names of one naming.
class Attempt {
 public:
  Attempt(const std::vector<ModelLayer>& layers, Naming naming,
          LayerNames names)
      : layers_(layers), naming_(naming), names_(std::move(names)) {}

  // How many of the file's tensors it finds.
  size_t Count(const TensorsByName& tensors) const {
    size_t found = 0;
    ForEachVariable([&](const std::string& variable, const std::string& name,
                        const Shape&) {
      (void)variable;
      found += tensors.count(name);
    });
    return found;
  }

  absl::StatusOr<WeightsMatch> Match(const TensorsByName& tensors,
                                     const std::string& path,
                                     int* left_out) const {
    WeightsMatch match{naming_, false, names_, {}};
    std::string wrong;
    std::set<std::string> used, variables;
    ForEachVariable([&](const std::string& variable, const std::string& name,
                        const Shape& shape) {
      used.insert(name);
      variables.insert(variable);
      const std::string here =
          name == variable ? "" : absl::StrCat(" (", variable, " here)");
      const auto tensor = tensors.find(name);
      if (tensor == tensors.end()) {
        absl::StrAppend(&wrong, "\n  missing: ", name, " ", shape.ToString(),
                        here);
      } else if (!IsSameShape(tensor->second->shape, shape)) {
        absl::StrAppend(&wrong, "\n  another shape: ", name, " is ",
                        tensor->second->shape.ToString(), ", expected ",
                        shape.ToString(), here);
      } else {
        match.tensors.emplace_back(variable, tensor->second);
      }
    });
    *left_out = 0;
    for (const auto& [name, tensor] : tensors) {
      if (used.count(name) > 0) continue;
      if (IsState(name, variables)) {
        ++*left_out;
        continue;
      }
      absl::StrAppend(&wrong, "\n  left over: ", Readable(name), " ",
                      tensor->shape.ToString());
    }
    if (wrong.empty()) return match;
    return UserError(path, ": the tensors are not those of this model",
                     naming_ == Naming::kSynfire
                         ? ""
                         : absl::StrCat(", in ", Name(naming_), " names"),
                     ":", wrong);
  }

 private:
  // A name as it is, where a terminal would show it so.
  static std::string Readable(absl::string_view name) {
    const std::string quoted = QuoteForMessage(name);
    return quoted == absl::StrCat("'", name, "'") ? std::string(name) : quoted;
  }

  template <typename Visit>
  void ForEachVariable(Visit visit) const {
    for (const ModelLayer& layer : layers_) {
      const auto name = names_.find(layer.path);
      for (const auto& [leaf, shape] : layer.variables) {
        const std::string variable = absl::StrCat(layer.path, ".", leaf);
        visit(variable,
              name == names_.end() ? variable
                                   : absl::StrCat(name->second, ".", leaf),
              shape);
      }
    }
  }

  const std::vector<ModelLayer>& layers_;
  const Naming naming_;
  const LayerNames names_;
};

// Where two namings call all variables the same, the neurons tell them apart:
// files of PyTorch have torchvision's, others say so.
bool PrefersTorchvision(const WeightsFile& file) {
  const auto naming = file.metadata().find(std::string(kNamingKey));
  if (naming != file.metadata().end()) {
    return naming->second == Name(Naming::kTorchvision);
  }
  return file.from_torch();
}

}  // namespace

absl::StatusOr<WeightsMatch> MatchWeights(const WeightsFile& file,
                                          const std::string& path,
                                          const std::vector<ModelLayer>& layers,
                                          int* left_out) {
  TensorsByName tensors;
  for (const TensorView& tensor : file.tensors()) {
    tensors.emplace(tensor.name, &tensor);
  }
  std::vector<Naming> order = {Naming::kSynfire, Naming::kTorchvision,
                               Naming::kPublished};
  if (PrefersTorchvision(file)) std::swap(order[0], order[1]);
  std::optional<Attempt> best;
  size_t most = 0;
  for (Naming naming : order) {
    absl::StatusOr<LayerNames> names = NameLayers(naming, layers);
    if (!names.ok()) continue;
    Attempt attempt(layers, naming, *std::move(names));
    const size_t count = attempt.Count(tensors);
    if (best.has_value() && count <= most) continue;
    best.emplace(std::move(attempt));
    most = count;
  }
  SYNFIRE_CHECK(best.has_value());  // the model's own names always are
  absl::StatusOr<WeightsMatch> match = best->Match(tensors, path, left_out);
  if (match.ok()) return match;
  std::optional<WeightsMatch> by_order = MatchChainByOrder(file, layers);
  if (!by_order.has_value()) return match;
  *left_out = 0;
  return *std::move(by_order);
}

}  // namespace synfire
