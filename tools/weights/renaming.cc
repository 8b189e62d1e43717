#include "tools/weights/renaming.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace synfire {
namespace {

constexpr char kShortcutNeuron[] = ".downsample_sn";

bool IsOfChain(absl::string_view name) {
  return absl::ConsumePrefix(&name, "conv.") && !name.empty() &&
         absl::ascii_isdigit(name[0]);
}

// "layer1.0.conv2.weight".
bool IsOfResNet(absl::string_view name) {
  const std::vector<absl::string_view> parts = absl::StrSplit(name, '.');
  return parts.size() == 4 && absl::StartsWith(parts[0], "layer") &&
         absl::StartsWith(parts[2], "conv");
}

// "L.weight" to "L".
absl::string_view LayerOf(absl::string_view name) {
  const size_t dot = name.rfind('.');
  return dot == absl::string_view::npos ? absl::string_view()
                                        : name.substr(0, dot);
}

absl::Status NeedsModel(const std::string& path, Naming to,
                        absl::string_view why) {
  return UserError(path, ": --scheme ", Name(to), " needs --model: ", why);
}

}  // namespace

std::optional<Naming> RecogniseNaming(const std::vector<std::string>& names,
                                      const WeightsFile& file) {
  const auto said = file.metadata().find(std::string(kNamingKey));
  if (said != file.metadata().end()) {
    const absl::StatusOr<Naming> naming = NamingFromName(said->second);
    if (naming.ok()) return *naming;
  }
  const auto any = [&](auto is) {
    return std::any_of(names.begin(), names.end(), is);
  };
  if (any([](absl::string_view name) {
        return absl::StrContains(name, ".module.") || IsOfChain(name);
      })) {
    return Naming::kPublished;
  }
  if (any(IsOfResNet)) return Naming::kTorchvision;
  return std::nullopt;
}

absl::StatusOr<std::vector<std::string>> Rename(
    const std::vector<std::string>& names, std::optional<Naming> from,
    Naming to, const std::string& path) {
  if (from == to) return names;
  if (!from.has_value()) {
    return NeedsModel(path, to, "the names are of no known naming");
  }
  std::vector<std::string> renamed;
  for (const std::string& name : names) {
    if (IsOfChain(name)) {
      return NeedsModel(path, to, "the names are numbers of a chain");
    }
    const absl::string_view layer = LayerOf(name);
    absl::string_view block = layer;
    std::string own(layer);
    if (*from == Naming::kPublished) {
      own = PathOfPublishedResNet(layer);
    } else if (absl::ConsumeSuffix(&block, kShortcutNeuron)) {
      own = absl::StrCat(block, ".downsample.2");
    }
    if (to == Naming::kPublished && absl::StrContains(own, ".downsample.")) {
      return NeedsModel(path, to,
                        "the names of shortcuts say whether they have neurons");
    }
    renamed.push_back(
        absl::StrCat(ResNetLayerName(to, own, /*neuron_shortcut=*/true),
                     absl::string_view(name).substr(layer.size())));
  }
  return renamed;
}

absl::StatusOr<std::string> ClassifierOf(const WeightsFile& file,
                                         const std::string& path) {
  std::vector<std::string> found;
  for (const TensorView& tensor : file.tensors()) {
    const bool named =
        tensor.name == "fc.weight" || tensor.name == "out.weight";
    if (named && tensor.shape.rank() == 2) {
      found.emplace_back(LayerOf(tensor.name));
    }
  }
  if (found.size() == 1) return found[0];
  return UserError(path,
                   ": --class-order text needs --model: no layer is called fc "
                   "or out, as a classifier is");
}

}  // namespace synfire
