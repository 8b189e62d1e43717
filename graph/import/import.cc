#include "graph/import/import.h"

#include <map>
#include <set>
#include <utility>

#include "graph/import/expand.h"

namespace synfire {
namespace {

// Builds the graph in one go, given the shapes of all values that feedback
// edges read; where one is missing it only explores: values that depend on it
// alone stay unknown.
class GraphBuilder : public NetworkBuilder {
 public:
  GraphBuilder(const ModelText& text, const Catalog& catalog,
               const ImportOptions& options,
               const std::map<std::string, Type>& feedback)
      : catalog_(catalog),
        options_(options),
        feedback_(feedback),
        graph_(&catalog.ops, text.name, text.steps) {}

  bool IsLayer(absl::string_view op) const override {
    return catalog_.layers.find(op) != catalog_.layers.end();
  }

  std::vector<std::string> LayerNames() const override {
    std::vector<std::string> names;
    for (const auto& entry : catalog_.layers) names.push_back(entry.first);
    return names;
  }

  absl::StatusOr<Handle> Input(const InputText& input) override {
    Type type;
    type.dtype = options_.dtype;
    type.shape = input.features.has_value()
                     ? Shape({options_.batch, *input.features})
                     : Shape({options_.batch, *input.height, *input.width,
                              *input.channels});
    if (input.temporal) type.time = Time::kTemporal;
    return graph_.AddInput(input.name, type);
  }

  absl::StatusOr<Handle> Layer(const std::string& path, const Call& op,
                               const Scope& scope,
                               const std::vector<Handle>& inputs,
                               const Location&) override {
    const LayerDef& def = catalog_.layers.find(op.name)->second;
    const int count = static_cast<int>(inputs.size());
    if (count < def.min_inputs || count > def.max_inputs) {
      return UserError(op.name, " takes ", InputsText(def), ", ", count,
                       " came");
    }
    SYNFIRE_ASSIGN_OR_RETURN(const Attrs attrs, def.schema.Bind(op, scope));
    std::vector<ValueId> known;
    for (Handle input : inputs) {
      if (input != kUnknown) known.push_back(input);
    }
    if (known.size() < inputs.size()) {
      return Remember(path, known.empty() ? kUnknown : known[0]);
    }
    LayerContext context(&graph_, path, attrs, inputs, options_.training,
                         options_.dtype, options_.operands);
    SYNFIRE_ASSIGN_OR_RETURN(const ValueId value, def.build(context));
    layers_.push_back({path, absl::StrCat(op.name, "(", attrs.ToText(), ")"),
                       graph_.type(value), graph_.value(value).name});
    if (def.neuron) {
      SYNFIRE_RETURN_IF_ERROR(AddSpikeCount(path, value));
    }
    return Remember(path, value);
  }

  absl::StatusOr<int64_t> Channels(Handle value) const override {
    if (value == kUnknown || graph_.type(value).shape.rank() == 0) {
      return UserError("the channels are not known here");
    }
    return graph_.type(value).shape.back();
  }

  absl::StatusOr<Handle> Delayed(const std::string& path, int steps,
                                 const Location& location) override {
    delayed_.emplace(path, location);
    const auto type = feedback_.find(path);
    if (type == feedback_.end()) return kUnknown;
    Attrs attrs;
    attrs.Set("steps", int64_t{steps});
    attrs.Set("shape", type->second.shape.dims());
    attrs.Set("dtype", std::string(Name(type->second.dtype)));
    SYNFIRE_ASSIGN_OR_RETURN(
        const NodeId node,
        graph_.AddNode("delay",
                       graph_.UniqueName(absl::StrCat(path, "[t-", steps, "]")),
                       {kNone}, attrs));
    open_delays_.emplace_back(node, path);
    return graph_.node(node).outputs[0];
  }

  void BlockEnd(const std::string& path, Handle value) override {
    if (value == kUnknown) return;
    blocks_.push_back({path, graph_.value(value).name});
  }

  absl::Status Output(Handle value, const Location&) override {
    if (value == kUnknown) return absl::OkStatus();
    return graph_.AddOutput("logits", value);
  }

  // The values that feedback edges read, as far as their types are known.
  const std::map<std::string, Location>& delayed() const { return delayed_; }
  const Type* TypeOf(const std::string& path) const {
    const auto it = values_.find(path);
    if (it == values_.end() || it->second == kUnknown) return nullptr;
    return &graph_.type(it->second);
  }

  ImportedModel Finish() {
    for (const auto& [node, path] : open_delays_) {
      graph_.SetInput(node, 0, values_.at(path));
    }
    return {std::move(graph_), std::move(neurons_), std::move(layers_),
            std::move(blocks_)};
  }

 private:
  static constexpr Handle kUnknown = kNone;

  static std::string InputsText(const LayerDef& def) {
    if (def.min_inputs == def.max_inputs) {
      return absl::StrCat(def.min_inputs,
                          def.min_inputs == 1 ? " input" : " inputs");
    }
    return absl::StrCat(def.min_inputs, " to ", def.max_inputs, " inputs");
  }

  Handle Remember(const std::string& path, ValueId value) {
    values_[path] = value;
    return value;
  }

  absl::Status AddSpikeCount(const std::string& path, ValueId spikes) {
    const Node& node = graph_.node(graph_.value(spikes).producer);
    neurons_.push_back({path, graph_.type(spikes).Elements(graph_.steps())});
    return graph_.AddOutput(absl::StrCat("spikes:", path), node.outputs.back());
  }

  const Catalog& catalog_;
  const ImportOptions options_;
  const std::map<std::string, Type>& feedback_;
  Graph graph_;
  std::map<std::string, ValueId> values_;  // by layer path
  std::map<std::string, Location> delayed_;
  std::vector<std::pair<NodeId, std::string>> open_delays_;
  std::vector<NeuronLayer> neurons_;
  std::vector<ImportedLayer> layers_;
  std::vector<ImportedBlock> blocks_;
};

}  // namespace

absl::StatusOr<ImportedModel> ImportModel(const ModelText& text,
                                          const Catalog& catalog,
                                          const ImportOptions& options) {
  std::map<std::string, Type> feedback;
  while (true) {
    GraphBuilder builder(text, catalog, options, feedback);
    SYNFIRE_RETURN_IF_ERROR(ExpandModel(text, builder));
    bool complete = true, progress = false;
    for (const auto& [path, location] : builder.delayed()) {
      if (feedback.count(path) > 0) continue;
      complete = false;
      const Type* type = builder.TypeOf(path);
      if (type == nullptr) continue;
      feedback.emplace(path, *type);
      progress = true;
    }
    if (complete) return builder.Finish();
    if (progress) continue;
    for (const auto& [path, location] : builder.delayed()) {
      if (feedback.count(path) > 0) continue;
      return UserError(location.ToString(), ": the shape of '", path,
                       "' depends on itself alone; a feedback loop needs an "
                       "input from outside of it");
    }
  }
}

}  // namespace synfire
