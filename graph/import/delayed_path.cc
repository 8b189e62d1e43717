#include "graph/import/delayed_path.h"

#include "graph/import/limits.h"
#include "graph/import/names.h"

namespace synfire {
namespace {

absl::Status CannotTell(const std::string& path, absl::string_view field) {
  return UserError("'", field, "' of layer '", path,
                   "' depends on in_channels, which is not known before the "
                   "layer is reached; it cannot be read with a delay before");
}

}  // namespace

absl::Status LeftOut(const std::string& path) {
  return UserError("layer '", path,
                   "' is left out by its 'when', so it has no earlier value");
}

absl::StatusOr<std::string> LaterPath(
    const LayerText& layer, const std::string& prefix, const Bindings& bindings,
    const Scope& globals, const BlockMap& blocks, const NetworkBuilder& builder,
    int depth) {
  std::string path = prefix + layer.name;
  Bindings own = bindings;
  own.unknown.insert(kInChannelsName);
  if (layer.repeat.has_value()) {
    if (!own.Knows(NamesIn(*layer.repeat))) return CannotTell(path, "repeat");
    SYNFIRE_ASSIGN_OR_RETURN(const int64_t count,
                             EvaluateRepeat(*layer.repeat, own.known));
    own.known[kIndexName] = count - 1;
    absl::StrAppend(&path, ".", count - 1);
  }
  if (layer.when.has_value()) {
    if (!own.Knows(NamesIn(*layer.when))) return CannotTell(path, "when");
    SYNFIRE_ASSIGN_OR_RETURN(const bool there,
                             EvaluateWhen(*layer.when, own.known));
    if (!there) return LeftOut(path);
  }
  const std::string& name = layer.op.name;
  if (!builder.IsLayer(name) && blocks.count(name) == 0 && !own.Knows({name})) {
    return CannotTell(path, "op");
  }
  SYNFIRE_ASSIGN_OR_RETURN(const Call op,
                           ResolveOp(layer, own.known, blocks, builder));
  const auto block = blocks.find(op.name);
  if (block == blocks.end()) return path;
  if (depth == kMaxNesting) {
    return UserError("blocks are nested more than ", kMaxNesting, " deep");
  }
  SYNFIRE_ASSIGN_OR_RETURN(
      const Bindings inner,
      BindBlock(*block->second, op, own, globals, nullptr));
  const BlockText& text = *block->second;
  return LaterPath(text.layers[text.output_position], path + ".", inner,
                   globals, blocks, builder, depth + 1);
}

}  // namespace synfire
