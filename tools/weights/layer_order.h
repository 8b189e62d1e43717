// Chains of numbered layers, whose order says which is which.
#ifndef SYNFIRE_TOOLS_WEIGHTS_LAYER_ORDER_H_
#define SYNFIRE_TOOLS_WEIGHTS_LAYER_ORDER_H_

#include <optional>
#include <vector>

#include "absl/strings/string_view.h"
#include "tools/weights/match.h"
#include "tools/weights/model_layers.h"
#include "tools/weights/weights_file.h"

namespace synfire {

// Whether `a` comes before `b`, numbers in them compared as numbers:
// "conv.2.w" before "conv.10.w".
bool NaturallyBefore(absl::string_view a, absl::string_view b);

// The match of a file whose tensors are conv.NUMBER... and out..., taken layer
// by layer in their natural order.  Nothing where one layer has other variables
// or shapes than the model's.
std::optional<WeightsMatch> MatchChainByOrder(
    const WeightsFile& file, const std::vector<ModelLayer>& layers);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_WEIGHTS_LAYER_ORDER_H_
