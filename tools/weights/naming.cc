#include "tools/weights/naming.h"

#include <algorithm>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "core/spec/nearest_name.h"
#include "tools/weights/chain_names.h"

namespace synfire {
namespace {

constexpr Naming kAll[] = {Naming::kSynfire, Naming::kTorchvision,
                           Naming::kPublished};

// "conv12" with prefix "conv": "12".  Nothing where it is not of that form.
absl::string_view NumberAfter(absl::string_view text,
                              absl::string_view prefix) {
  if (!absl::ConsumePrefix(&text, prefix)) return "";
  return std::all_of(text.begin(), text.end(), absl::ascii_isdigit)
             ? text
             : absl::string_view();
}

// Splits "layer2.0.conv1" before its last `count` parts; false where there are
// no more than those.
bool SplitLast(absl::string_view path, int count, absl::string_view* block,
               absl::string_view* last) {
  size_t dot = absl::string_view::npos;
  for (int i = 0; i < count; ++i) {
    if (dot == 0) return false;
    dot = path.rfind('.', dot == absl::string_view::npos ? dot : dot - 1);
    if (dot == absl::string_view::npos) return false;
  }
  *block = path.substr(0, dot);
  *last = path.substr(dot + 1);
  return true;
}

// Whether the path is inside a block of a stage: "layer2.0" and below.
bool IsInStage(absl::string_view path) {
  return !NumberAfter(path.substr(0, path.find('.')), "layer").empty() &&
         absl::StrContains(path, '.');
}

std::string PublishedResNetName(absl::string_view path, bool neuron_shortcut) {
  absl::string_view block, last;
  if (!IsInStage(path)) return std::string(path);
  if (SplitLast(path, 2, &block, &last) && IsInStage(block)) {
    const absl::string_view shortcut =
        neuron_shortcut ? ".downsample.0.module." : ".downsample.module.";
    if (last == "downsample.0") return absl::StrCat(block, shortcut, "0");
    if (last == "downsample.1") return absl::StrCat(block, shortcut, "1");
    if (last == "downsample.2") return absl::StrCat(block, ".downsample.1");
  }
  if (SplitLast(path, 1, &block, &last) && IsInStage(block)) {
    const absl::string_view conv = NumberAfter(last, "conv");
    if (!conv.empty()) return absl::StrCat(path, ".module.0");
    const absl::string_view norm = NumberAfter(last, "bn");
    if (!norm.empty()) return absl::StrCat(block, ".conv", norm, ".module.1");
  }
  return std::string(path);
}

std::string TorchvisionName(absl::string_view path) {
  constexpr char kNeurons[] = ".downsample.2";
  if (!IsInStage(path) || !absl::EndsWith(path, kNeurons)) {
    return std::string(path);
  }
  return absl::StrCat(absl::StripSuffix(path, kNeurons), ".downsample_sn");
}

}  // namespace

absl::string_view Name(Naming naming) {
  switch (naming) {
    case Naming::kSynfire:
      return "synfire";
    case Naming::kTorchvision:
      return "torchvision";
    case Naming::kPublished:
      return "published";
  }
  return "";
}

absl::StatusOr<Naming> NamingFromName(absl::string_view name) {
  std::vector<std::string> names;
  for (Naming naming : kAll) {
    if (Name(naming) == name) return naming;
    names.emplace_back(Name(naming));
  }
  return UserError("'", name, "' is no naming", Suggestion(name, names));
}

std::string ResNetLayerName(Naming naming, absl::string_view path,
                            bool neuron_shortcut) {
  switch (naming) {
    case Naming::kSynfire:
      return std::string(path);
    case Naming::kTorchvision:
      return TorchvisionName(path);
    case Naming::kPublished:
      return PublishedResNetName(path, neuron_shortcut);
  }
  return "";
}

std::string PathOfPublishedResNet(absl::string_view name) {
  absl::string_view block, last;
  if (!IsInStage(name)) return std::string(name);
  for (const char* number : {"0", "1"}) {
    for (const char* shortcut :
         {".downsample.0.module.", ".downsample.module."}) {
      absl::string_view rest = name;
      if (absl::ConsumeSuffix(&rest, absl::StrCat(shortcut, number))) {
        return absl::StrCat(rest, ".downsample.", number);
      }
    }
  }
  if (SplitLast(name, 2, &block, &last) && last == "downsample.1") {
    return absl::StrCat(block, ".downsample.2");
  }
  if (SplitLast(name, 3, &block, &last)) {  // "conv1.module.0"
    const absl::string_view conv =
        NumberAfter(last.substr(0, last.find('.')), "conv");
    if (!conv.empty() && absl::EndsWith(last, ".module.0")) {
      return absl::StrCat(block, ".conv", conv);
    }
    if (!conv.empty() && absl::EndsWith(last, ".module.1")) {
      return absl::StrCat(block, ".bn", conv);
    }
  }
  return std::string(name);
}

absl::StatusOr<LayerNames> NameLayers(Naming naming,
                                      const std::vector<ModelLayer>& layers) {
  const bool resnet =
      std::any_of(layers.begin(), layers.end(), [](const ModelLayer& layer) {
        return IsInStage(layer.path) && !layer.variables.empty();
      });
  if (naming == Naming::kPublished && !resnet) return NameChain(layers);
  if (naming == Naming::kTorchvision && !resnet) {
    return UserError(
        "torchvision has no names for this network: it has no layers "
        "layer1.0.conv1 and so on, as its ResNets have");
  }
  std::set<std::string> neurons;
  for (const ModelLayer& layer : layers) {
    if (layer.neuron) neurons.insert(layer.path);
  }
  LayerNames names;
  for (const ModelLayer& layer : layers) {
    absl::string_view shortcut = layer.path;
    for (const char* suffix : {"0", "1", "2"}) {
      if (absl::ConsumeSuffix(&shortcut,
                              absl::StrCat(".downsample.", suffix))) {
        break;
      }
    }
    const bool neuron_shortcut =
        neurons.count(absl::StrCat(shortcut, ".downsample.2")) > 0;
    names[layer.path] = ResNetLayerName(naming, layer.path, neuron_shortcut);
  }
  return names;
}

}  // namespace synfire
