// The names that other programs give to the layers of a network.
//
// Three namings of one block, whose shortcut has a neuron:
//
//   synfire             torchvision          published
//   layer2.0.conv1      layer2.0.conv1       layer2.0.conv1.module.0
//   layer2.0.bn1        layer2.0.bn1         layer2.0.conv1.module.1
//   layer2.0.sn1        layer2.0.sn1         layer2.0.sn1
//   layer2.0.downsample.0  ...downsample.0   ...downsample.0.module.0
//   layer2.0.downsample.1  ...downsample.1   ...downsample.0.module.1
//   layer2.0.downsample.2  ...downsample_sn  ...downsample.1
//
// `synfire` is whatever the model's file says.  `torchvision` is that of its
// ResNets, with the neurons as newer SpikingJelly calls them; `published` that
// of the SEW paper's code.  There a shortcut without neurons is
// downsample.module.{0,1}, and 7B-Net and its like are numbered chains:
//
//   conv.0.0.module.{0,1}, conv.0.1    a convolution with norm and neuron
//   conv.1.conv.{0,1}.0.module.{0,1}   the two convolutions of a block,
//   conv.1.conv.{0,1}.1                their neurons;
//   conv.1.conv.1.module.{0,1}         with a neuron behind the shortcut, the
//   conv.1.sn                          second one and that
//   conv.2                             a pooling
//   out                                the classifier
#ifndef SYNFIRE_TOOLS_WEIGHTS_NAMING_H_
#define SYNFIRE_TOOLS_WEIGHTS_NAMING_H_

#include <map>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/status.h"
#include "tools/weights/model_layers.h"

namespace synfire {

enum class Naming { kSynfire, kTorchvision, kPublished };

// "synfire", "torchvision", "published"; and back.
absl::string_view Name(Naming naming);
absl::StatusOr<Naming> NamingFromName(absl::string_view name);

// The key of a safetensors file's metadata that says its naming.
constexpr absl::string_view kNamingKey = "naming";

// What a naming calls each layer, by its path in the model.
using LayerNames = std::map<std::string, std::string, std::less<>>;

// Errors: the naming has no names for this network.
absl::StatusOr<LayerNames> NameLayers(Naming naming,
                                      const std::vector<ModelLayer>& layers);

// As NameLayers, of a layer of a ResNet.  `neuron_shortcut`: the layer's block
// has neurons in its shortcut.
std::string ResNetLayerName(Naming naming, absl::string_view path,
                            bool neuron_shortcut);

// The reverse, for names alone: the path that a layer called `name` by the
// published code has in a ResNet of the zoo.
std::string PathOfPublishedResNet(absl::string_view name);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_WEIGHTS_NAMING_H_
