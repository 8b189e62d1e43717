// What the names in a scope's expressions stand for.  Internal to ExpandModel.
#ifndef SYNFIRE_GRAPH_IMPORT_BINDINGS_H_
#define SYNFIRE_GRAPH_IMPORT_BINDINGS_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "core/spec/call.h"
#include "core/status.h"
#include "graph/import/expand.h"
#include "graph/import/model_text.h"

namespace synfire {

using BlockMap = std::map<std::string, const BlockText*, std::less<>>;
BlockMap BlocksByName(const ModelText& model);

struct Bindings {
  Scope known;
  // Names whose values cannot be told yet: they depend on in_channels.
  std::set<std::string> unknown;

  bool Knows(const std::set<std::string>& names) const;
};

// `steps` and the model's parameters.  Errors begin with file and line.
absl::StatusOr<Scope> ModelScope(const ModelText& model);

// What is in scope inside of `block` when `call` names it: `globals` and the
// block's parameters, from the arguments evaluated in `outer` or from their
// defaults.  `in_channels` is that of the block's first input, null where it
// cannot be told.  An error names neither layer nor line, except that of a
// default, which names its line.
absl::StatusOr<Bindings> BindBlock(const BlockText& block, const Call& call,
                                   const Bindings& outer, const Scope& globals,
                                   const int64_t* in_channels);

// What the op of `layer` stands for: where it names neither a layer nor a block
// but a parameter, the call that this holds, with the arguments of the op
// added, which replace those of the same name.  An error, without line and
// layer, where that is no call, or no use of the block that it names.
absl::StatusOr<Call> ResolveOp(const LayerText& layer, const Scope& scope,
                               const BlockMap& blocks,
                               const NetworkBuilder& builder);

// Whether a default of `block` that `call` leaves in force names in_channels.
bool DefaultsNeedChannels(const BlockText& block, const Call& call);

// `when`; and `repeat`, from 1 to kMaxRepeat.  Errors begin with "when" or
// "repeat".
absl::StatusOr<bool> EvaluateWhen(const Expression& when, const Scope& scope);
absl::StatusOr<int64_t> EvaluateRepeat(const Expression& repeat,
                                       const Scope& scope);

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_IMPORT_BINDINGS_H_
