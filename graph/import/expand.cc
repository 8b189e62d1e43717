#include "graph/import/expand.h"

#include <map>
#include <optional>
#include <utility>
#include <variant>

#include "core/spec/schema.h"
#include "graph/import/bindings.h"
#include "graph/import/delayed_path.h"
#include "graph/import/limits.h"
#include "graph/import/names.h"

namespace synfire {
namespace {

using Handle = NetworkBuilder::Handle;

struct Value {
  Handle handle;
  std::string path;  // of the layer that makes it; "" for an input, or where
                     // the layer is left out
};

// The model, or one use of a block.
struct Frame {
  const std::vector<LayerText>& layers;
  const std::string& output;
  std::string prefix;  // of the paths of its layers: "layer1.0."
  Bindings bindings;
  std::map<std::string, Value> values;  // inputs, and layers so far
};

class Expander {
 public:
  Expander(const ModelText& model, NetworkBuilder& builder)
      : model_(model), builder_(builder), blocks_(BlocksByName(model)) {}

  absl::Status Run() {
    SYNFIRE_RETURN_IF_ERROR(CheckOps());
    SYNFIRE_ASSIGN_OR_RETURN(globals_, ModelScope(model_));
    Frame frame{model_.layers, model_.output, "", {globals_, {}}, {}};
    for (const InputText& input : model_.inputs) {
      const auto handle = builder_.Input(input);
      if (!handle.ok()) {
        return Annotate(handle.status(),
                        absl::StrCat(input.location.ToString(), ": input '",
                                     input.name, "': "));
      }
      frame.values[input.name] = {*handle, ""};
    }
    SYNFIRE_ASSIGN_OR_RETURN(const Value output, ExpandFrame(frame));
    return Annotate(builder_.Output(output.handle, model_.output_location),
                    absl::StrCat(model_.output_location.ToString(),
                                 ": output '", model_.output, "': "));
  }

 private:
  // Puts file, line and layer before an error.
  static absl::Status At(const absl::Status& status, const Location& location,
                         const std::string& path) {
    return Annotate(
        status, absl::StrCat(location.ToString(), ": layer '", path, "': "));
  }

  // Before anything is built: every op has one meaning.
  absl::Status CheckOps() const {
    for (const BlockText& block : model_.blocks) {
      if (builder_.IsLayer(block.name)) {
        return UserError(block.location.ToString(), ": block '", block.name,
                         "': there is a layer of this name already");
      }
      SYNFIRE_RETURN_IF_ERROR(CheckOpsOf(block.layers, block.params));
    }
    return CheckOpsOf(model_.layers, {});
  }

  absl::Status CheckOpsOf(const std::vector<LayerText>& layers,
                          const std::vector<ParamText>& params) const {
    for (const LayerText& layer : layers) {
      const std::string& name = layer.op.name;
      const bool is_param =
          HasName(params, name) || HasName(model_.params, name);
      if (is_param || builder_.IsLayer(name) || blocks_.count(name) > 0) {
        continue;
      }
      std::vector<std::string> names = builder_.LayerNames();
      for (const auto& block : blocks_) names.push_back(block.first);
      return At(UserError("op: '", name, "' is no layer or block",
                          Suggestion(name, names)),
                layer.op_location, layer.name);
    }
    return absl::OkStatus();
  }

  static bool HasName(const std::vector<ParamText>& params,
                      const std::string& name) {
    for (const ParamText& param : params) {
      if (param.name == name) return true;
    }
    return false;
  }

  absl::StatusOr<Value> ExpandFrame(Frame& frame) {
    for (const LayerText& layer : frame.layers) {
      SYNFIRE_ASSIGN_OR_RETURN(frame.values[layer.name],
                               ExpandLayer(frame, layer));
    }
    return frame.values.at(frame.output);
  }

  // All copies of a layer, chained.
  absl::StatusOr<Value> ExpandLayer(Frame& frame, const LayerText& layer) {
    const std::string path = frame.prefix + layer.name;
    std::vector<Handle> inputs;
    SYNFIRE_RETURN_IF_ERROR(AddInput(frame, layer, path, inputs));
    if (!layer.repeat.has_value()) {
      return ExpandCopy(frame, layer, path, std::nullopt, inputs);
    }
    Scope scope = frame.bindings.known;
    if (NamesIn(*layer.repeat).count(kInChannelsName) > 0) {
      SYNFIRE_RETURN_IF_ERROR(
          AddChannels(inputs[0], layer.repeat_location, path, scope));
    }
    const auto count = EvaluateRepeat(*layer.repeat, scope);
    if (!count.ok()) return At(count.status(), layer.repeat_location, path);
    Value value{};
    for (int64_t index = 0; index < *count; ++index) {
      SYNFIRE_ASSIGN_OR_RETURN(
          value, ExpandCopy(frame, layer, absl::StrCat(path, ".", index), index,
                            inputs));
      inputs[0] = value.handle;
    }
    return value;
  }

  // `inputs` holds the first; the others join when the first copy that is not
  // left out asks for them.
  absl::StatusOr<Value> ExpandCopy(Frame& frame, const LayerText& layer,
                                   const std::string& path,
                                   std::optional<int64_t> index,
                                   std::vector<Handle>& inputs) {
    if (++layers_ > kMaxLayers) {
      return At(UserError("the model has more than ", kMaxLayers, " layers"),
                layer.location, path);
    }
    Scope scope = frame.bindings.known;
    if (index.has_value()) scope[kIndexName] = *index;
    if (layer.when.has_value()) {
      if (NamesIn(*layer.when).count(kInChannelsName) > 0) {
        SYNFIRE_RETURN_IF_ERROR(
            AddChannels(inputs[0], layer.when_location, path, scope));
      }
      const auto there = EvaluateWhen(*layer.when, scope);
      if (!there.ok()) return At(there.status(), layer.when_location, path);
      if (!*there) return Value{inputs[0], ""};
    }
    while (inputs.size() < layer.inputs.size()) {
      SYNFIRE_RETURN_IF_ERROR(AddInput(frame, layer, path, inputs));
    }
    if (NamesIn(layer.op).count(kInChannelsName) > 0) {
      SYNFIRE_RETURN_IF_ERROR(
          AddChannels(inputs[0], layer.op_location, path, scope));
    }
    const auto op = ResolveOp(layer, scope, blocks_, builder_);
    if (!op.ok()) return At(op.status(), layer.op_location, path);
    const auto block = blocks_.find(op->name);
    if (block != blocks_.end()) {
      return ExpandBlock(*block->second, layer, *op, path, scope, inputs);
    }
    const auto handle =
        builder_.Layer(path, *op, scope, inputs, layer.op_location);
    if (!handle.ok()) return At(handle.status(), layer.op_location, path);
    return Value{*handle, path};
  }

  absl::StatusOr<Value> ExpandBlock(const BlockText& block,
                                    const LayerText& layer, const Call& op,
                                    const std::string& path, const Scope& scope,
                                    const std::vector<Handle>& inputs) {
    if (depth_ == kMaxNesting) {
      return At(UserError("blocks are nested more than ", kMaxNesting, " deep"),
                layer.op_location, path);
    }
    ++depth_;
    Scope channels;  // of the block's first input, where it matters
    if (DefaultsNeedChannels(block, op)) {
      SYNFIRE_RETURN_IF_ERROR(
          AddChannels(inputs[0], layer.op_location, path, channels));
    }
    const auto known = channels.find(kInChannelsName);
    auto bindings = BindBlock(
        block, op, {scope, {}}, globals_,
        known != channels.end() ? &std::get<int64_t>(known->second) : nullptr);
    if (!bindings.ok()) {
      return At(bindings.status(), layer.op_location, path);
    }
    Frame frame{
        block.layers, block.output, path + ".", *std::move(bindings), {}};
    for (size_t i = 0; i < inputs.size(); ++i) {
      frame.values[BlockInputName(static_cast<int>(i))] = {inputs[i], ""};
    }
    SYNFIRE_ASSIGN_OR_RETURN(const Value output, ExpandFrame(frame));
    builder_.BlockEnd(path, output.handle);
    --depth_;
    return output;
  }

  // Appends the next of the layer's inputs.
  absl::Status AddInput(const Frame& frame, const LayerText& layer,
                        const std::string& path, std::vector<Handle>& inputs) {
    const InputRef& ref = layer.inputs[inputs.size()];
    if (ref.delay == 0) {
      inputs.push_back(frame.values.at(ref.name).handle);
      return absl::OkStatus();
    }
    const std::string what =
        absl::StrCat("input '", ref.name, "[t-", ref.delay, "]': ");
    const auto source = DelayedPath(frame, ref);
    if (!source.ok()) {
      return At(Annotate(source.status(), what), ref.location, path);
    }
    const auto handle = builder_.Delayed(*source, ref.delay, ref.location);
    if (!handle.ok()) {
      return At(Annotate(handle.status(), what), ref.location, path);
    }
    inputs.push_back(*handle);
    return absl::OkStatus();
  }

  absl::StatusOr<std::string> DelayedPath(const Frame& frame,
                                          const InputRef& ref) const {
    const auto found = frame.values.find(ref.name);
    if (found == frame.values.end()) {
      return LaterPath(frame.layers[ref.position], frame.prefix, frame.bindings,
                       globals_, blocks_, builder_);
    }
    if (found->second.path.empty()) return LeftOut(frame.prefix + ref.name);
    return found->second.path;
  }

  absl::Status AddChannels(Handle value, const Location& location,
                           const std::string& path, Scope& scope) const {
    const auto channels = builder_.Channels(value);
    if (!channels.ok()) {
      return At(Annotate(channels.status(), "in_channels: "), location, path);
    }
    scope[kInChannelsName] = *channels;
    return absl::OkStatus();
  }

  const ModelText& model_;
  NetworkBuilder& builder_;
  const BlockMap blocks_;
  Scope globals_;
  int64_t layers_ = 0;  // copies, blocks and layers left out
  int depth_ = 0;       // of blocks around the current layer
};

}  // namespace

absl::Status ExpandModel(const ModelText& model, NetworkBuilder& builder) {
  return Expander(model, builder).Run();
}

}  // namespace synfire
