#include "graph/op/layer.h"

namespace synfire {

LayerContext::LayerContext(Graph* graph, std::string path, Attrs attrs,
                           std::vector<ValueId> inputs, bool training,
                           DType dtype, DType operands)
    : graph_(graph),
      path_(std::move(path)),
      attrs_(std::move(attrs)),
      inputs_(std::move(inputs)),
      training_(training),
      dtype_(dtype),
      operands_(operands) {}

absl::Status LayerContext::ExpectRank(int i, int rank,
                                      absl::string_view axes) const {
  const Shape& shape = input_type(i).shape;
  if (shape.rank() == rank) return absl::OkStatus();
  return UserError("x is ", shape.ToString(), ", expected ", rank, " axes ",
                   axes);
}

absl::StatusOr<ValueId> LayerContext::Parameter(absl::string_view name,
                                                Shape shape,
                                                const std::string& init) {
  return graph_->AddVariable(Role::kParameter, absl::StrCat(path_, ".", name),
                             Type{dtype_, std::move(shape)}, init);
}

absl::StatusOr<ValueId> LayerContext::State(absl::string_view name, Shape shape,
                                            const std::string& init) {
  return graph_->AddVariable(Role::kState, absl::StrCat(path_, ".", name),
                             Type{dtype_, std::move(shape)}, init);
}

absl::StatusOr<ValueId> LayerContext::Input(const std::string& name,
                                            Type type) {
  const ValueId existing = graph_->FindValue(name);
  if (existing == kNone) return graph_->AddInput(name, std::move(type));
  if (graph_->value(existing).role != Role::kInput ||
      graph_->type(existing) != type) {
    return UserError("'", name, "' is ", graph_->type(existing).ToString(),
                     "; this needs an input ", type.ToString(),
                     " of that name");
  }
  return existing;
}

absl::StatusOr<std::vector<ValueId>> LayerContext::Emit(
    absl::string_view op, std::vector<ValueId> inputs, const Attrs& attrs,
    absl::string_view suffix) {
  SYNFIRE_ASSIGN_OR_RETURN(const NodeId id,
                           graph_->AddNode(op, absl::StrCat(path_, suffix),
                                           std::move(inputs), attrs));
  return graph_->node(id).outputs;
}

absl::Status LayerContext::Update(ValueId variable, ValueId value) {
  return graph_->AddUpdate(variable, value);
}

LayerDef LayerOfOp(const OpRegistry& registry, absl::string_view op,
                   int min_inputs, int max_inputs) {
  const OpDef* def = registry.Find(op);
  SYNFIRE_CHECK(def != nullptr);
  Schema schema("layer", def->name(), def->schema().doc());
  for (const AttrDef& attr : def->schema().attrs()) schema.Attr(attr);
  auto build = [def](LayerContext& context) -> absl::StatusOr<ValueId> {
    SYNFIRE_ASSIGN_OR_RETURN(
        std::vector<ValueId> outputs,
        context.Emit(def->name(), context.inputs(), context.attrs()));
    return outputs[0];
  };
  return LayerDef{std::move(schema), min_inputs, max_inputs, build};
}

void Catalog::AddLayer(LayerDef def) {
  const std::string name = def.schema.name();
  SYNFIRE_CHECK(layers.emplace(name, std::move(def)).second);
}
void Catalog::AddLoss(LossDef def) {
  const std::string name = def.schema.name();
  SYNFIRE_CHECK(losses.emplace(name, std::move(def)).second);
}
void Catalog::AddOptimizer(OptimizerDef def) {
  const std::string name = def.schema.name();
  SYNFIRE_CHECK(optimizers.emplace(name, std::move(def)).second);
}
void Catalog::AddInit(InitDef def) {
  const std::string name = def.schema.name();
  SYNFIRE_CHECK(inits.emplace(name, std::move(def)).second);
}

}  // namespace synfire
