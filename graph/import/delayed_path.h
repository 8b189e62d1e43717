// Where x[t-k] leads when x is not expanded yet.  Internal to ExpandModel.
#ifndef SYNFIRE_GRAPH_IMPORT_DELAYED_PATH_H_
#define SYNFIRE_GRAPH_IMPORT_DELAYED_PATH_H_

#include <string>

#include "graph/import/bindings.h"

namespace synfire {

// The path that `layer` will have, `prefix` before its name: of a repeated
// layer that of the last copy, of a block that of its output layer.
// `depth` counts the blocks gone into.  An error where `when` leaves it out, or
// where that or the number of copies hangs on in_channels.
absl::StatusOr<std::string> LaterPath(
    const LayerText& layer, const std::string& prefix, const Bindings& bindings,
    const Scope& globals, const BlockMap& blocks, const NetworkBuilder& builder,
    int depth = 0);

// "layer 'x' is left out by its 'when', so it has no value of its own".
absl::Status LeftOut(const std::string& path);

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_IMPORT_DELAYED_PATH_H_
