#include "graph/passes/objective.h"

#include <vector>

#include "graph/passes/differentiate.h"
#include "graph/passes/whole_value.h"

namespace synfire {
namespace {

// The definition that `call` names, or an error with the nearest name.
template <typename Def>
absl::StatusOr<const Def*> FindDef(
    const std::map<std::string, Def, std::less<>>& defs, const Call& call,
    absl::string_view kind) {
  const auto it = defs.find(call.name);
  if (it != defs.end()) return &it->second;
  std::vector<std::string> names;
  for (const auto& entry : defs) names.push_back(entry.first);
  return UserError("'", call.name, "' is no ", kind,
                   Suggestion(call.name, names));
}

std::vector<ValueId> Parameters(const Graph& graph) {
  std::vector<ValueId> parameters;
  for (ValueId id = 0; id < graph.num_values(); ++id) {
    if (graph.value(id).role == Role::kParameter) parameters.push_back(id);
  }
  return parameters;
}

// The factor on all gradients that keeps their global norm at `clip_norm`.
absl::StatusOr<ValueId> AddClipping(Graph* graph, double clip_norm,
                                    const std::vector<ValueId>& gradients) {
  SYNFIRE_ASSIGN_OR_RETURN(
      const ValueId norm,
      graph->Emit("global_norm", "gradient_norm", gradients));
  SYNFIRE_RETURN_IF_ERROR(graph->AddOutput("gradient_norm", norm));
  Attrs attrs;
  attrs.Set("max", clip_norm);
  return graph->Emit("clip_scale", "gradient_scale", {norm}, attrs);
}

// An output where the loss depends on the value.
absl::Status AddGradientOf(Graph* graph, const WholeValue& value,
                           const std::vector<ValueId>& parts) {
  SYNFIRE_ASSIGN_OR_RETURN(const ValueId gradient,
                           JoinParts(graph, value, parts));
  if (gradient == kNone) return absl::OkStatus();
  return graph->AddOutput(absl::StrCat("gradient:", value.name), gradient);
}

absl::Status AddOptimizer(Graph* graph, const Catalog& catalog,
                          const Objective& objective,
                          const std::vector<ValueId>& parameters,
                          const std::vector<ValueId>& gradients) {
  SYNFIRE_ASSIGN_OR_RETURN(
      const OptimizerDef* def,
      FindDef(catalog.optimizers, *objective.optimizer, "optimizer"));
  SYNFIRE_ASSIGN_OR_RETURN(const Attrs attrs,
                           def->schema.Bind(*objective.optimizer, {}));
  ValueId scale = kNone;
  if (objective.clip_norm.has_value()) {
    SYNFIRE_ASSIGN_OR_RETURN(
        scale, AddClipping(graph, *objective.clip_norm, gradients));
  }
  for (size_t i = 0; i < parameters.size(); ++i) {
    const std::string name = graph->value(parameters[i]).name;
    const DType dtype = graph->type(parameters[i]).dtype;
    LayerContext rate(graph, "optimizer", {}, {}, true, dtype);
    SYNFIRE_ASSIGN_OR_RETURN(const ValueId learning_rate,
                             rate.Input("learning_rate", Type{dtype, {}}));
    LayerContext context(graph, name, attrs,
                         {parameters[i], gradients[i], learning_rate, scale},
                         true, dtype);
    SYNFIRE_RETURN_IF_ERROR(Annotate(
        def->build(context), absl::StrCat("optimizer for '", name, "': ")));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<bool> AddLoss(Graph* graph, const Catalog& catalog,
                             const Objective& objective) {
  if (!objective.loss.has_value()) return false;
  SYNFIRE_ASSIGN_OR_RETURN(const LossDef* def,
                           FindDef(catalog.losses, *objective.loss, "loss"));
  SYNFIRE_ASSIGN_OR_RETURN(const Attrs attrs,
                           def->schema.Bind(*objective.loss, {}));
  const ValueId logits = graph->FindOutput("logits");
  const Type& type = graph->type(logits);
  if (type.shape.rank() != 2 || type.temporal()) {
    return UserError("the network's output '", graph->value(logits).name,
                     "' is ", type.ToString(),
                     ", a loss takes static logits [N,K]; end the network with "
                     "mean_time and linear or flatten");
  }
  LayerContext labels(graph, "loss", {}, {}, true, type.dtype);
  SYNFIRE_ASSIGN_OR_RETURN(
      const ValueId label_input,
      labels.Input("labels", Type{DType::kI64, Shape({type.shape[0]})}));
  LayerContext context(graph, "loss", attrs, {logits, label_input}, true,
                       type.dtype);
  SYNFIRE_ASSIGN_OR_RETURN(const ValueId loss, def->build(context));
  SYNFIRE_RETURN_IF_ERROR(graph->AddOutput("loss", loss));
  SYNFIRE_ASSIGN_OR_RETURN(
      const ValueId correct,
      graph->Emit("correct_count", "correct", {logits, label_input}));
  SYNFIRE_RETURN_IF_ERROR(graph->AddOutput("correct", correct));
  return true;
}

absl::StatusOr<bool> AddGradients(Graph* graph, const Catalog& catalog,
                                  const Objective& objective) {
  const bool train = objective.gradients || objective.optimizer.has_value();
  if (!train && objective.gradients_of.empty()) return false;
  std::vector<ValueId> parameters;
  if (train) parameters = Parameters(*graph);
  if (train && parameters.empty()) {
    return UserError("the network has no parameter to train");
  }
  SYNFIRE_ASSIGN_OR_RETURN(const std::vector<WholeValue> values,
                           FindWholeValues(*graph, objective.gradients_of));
  std::vector<ValueId> targets = parameters;
  for (const WholeValue& value : values) {
    targets.insert(targets.end(), value.parts.begin(), value.parts.end());
  }
  SYNFIRE_ASSIGN_OR_RETURN(
      std::vector<ValueId> gradients,
      Differentiate(graph, graph->FindOutput("loss"), targets));
  auto next = gradients.begin() + parameters.size();
  for (const WholeValue& value : values) {
    const std::vector<ValueId> parts(next, next + value.parts.size());
    next += value.parts.size();
    SYNFIRE_RETURN_IF_ERROR(AddGradientOf(graph, value, parts));
  }
  gradients.resize(parameters.size());
  for (size_t i = 0; i < parameters.size(); ++i) {
    const std::string& name = graph->value(parameters[i]).name;
    if (gradients[i] == kNone) {
      return UserError("the loss does not depend on the parameter '", name,
                       "'");
    }
    if (objective.gradients) {
      SYNFIRE_RETURN_IF_ERROR(
          graph->AddOutput(absl::StrCat("gradient:", name), gradients[i]));
    }
  }
  if (objective.optimizer.has_value()) {
    SYNFIRE_RETURN_IF_ERROR(
        AddOptimizer(graph, catalog, objective, parameters, gradients));
  }
  return true;
}

}  // namespace synfire
