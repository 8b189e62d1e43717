// A model's text unrolled into single layers: blocks, repetition, conditions
// and parameters are gone, and a NetworkBuilder is told what is left.
#ifndef SYNFIRE_GRAPH_IMPORT_EXPAND_H_
#define SYNFIRE_GRAPH_IMPORT_EXPAND_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/spec/call.h"
#include "core/status.h"
#include "graph/import/location.h"
#include "graph/import/model_text.h"

namespace synfire {

// Receives the inputs first, then each layer after those that it reads
// without delay, then the output.  Its errors need not name file, line or
// layer.
class NetworkBuilder {
 public:
  using Handle = int;  // a value, as the builder numbers them

  virtual ~NetworkBuilder() = default;

  virtual bool IsLayer(absl::string_view op) const = 0;
  virtual std::vector<std::string> LayerNames() const = 0;

  virtual absl::StatusOr<Handle> Input(const InputText& input) = 0;
  // `path` is unique: "layer1.0.conv1".  `scope` holds what the attributes of
  // `op` can name.
  virtual absl::StatusOr<Handle> Layer(const std::string& path, const Call& op,
                                       const Scope& scope,
                                       const std::vector<Handle>& inputs,
                                       const Location& location) = 0;
  // The channels (or features) of a value; an error where they are not known,
  // and then a layer that names in_channels is in error.
  virtual absl::StatusOr<int64_t> Channels(Handle value) const = 0;
  // The value that layer `path` had `steps` time steps ago.  `path` is, or
  // will be, the path of a Layer() call.
  virtual absl::StatusOr<Handle> Delayed(const std::string& path, int steps,
                                         const Location& location) = 0;
  // The use `path` of a block ("layer1.0") is complete and `value` is its
  // output.  Comes after the calls for its layers and for the blocks in it.
  virtual void BlockEnd(const std::string& /*path*/, Handle /*value*/) {}
  virtual absl::Status Output(Handle value, const Location& location) = 0;
};

// Calls `builder` for all of `model`, which is from ReadModelText or
// ParseModelText; stops at the first error.  Errors begin with
// "file:line: layer 'layer1.0.conv1': ".  Besides the builder's own:
//   an op that is neither layer nor block, a block named like a layer;
//   an expression that has no value, or one of the wrong type;
//   the limits on repetition and on all layers (limits.h);
//   x[t-k] where x is left out by its `when`, or is a later layer of which
//   in_channels decides whether or how often it is there.
absl::Status ExpandModel(const ModelText& model, NetworkBuilder& builder);

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_IMPORT_EXPAND_H_
