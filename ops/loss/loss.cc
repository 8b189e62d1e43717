#include "ops/loss/loss.h"

#include "ops/loss/correct_count/correct_count.h"
#include "ops/loss/cross_entropy/cross_entropy.h"
#include "ops/loss/mse_rate/mse_rate.h"

namespace synfire {
namespace {

// The loss that is the op of its name on logits and labels.
LossDef LossOfOp(const OpRegistry& registry, absl::string_view op) {
  LayerDef layer = LayerOfOp(registry, op, 2, 2);
  const Schema& from = layer.schema;
  Schema schema("loss", from.name(), from.doc());
  for (const AttrDef& attr : from.attrs()) schema.Attr(attr);
  return LossDef{std::move(schema), std::move(layer.build)};
}

}  // namespace

void AddLossOps(Catalog* catalog) {
  for (auto* op : {CrossEntropyOp, CrossEntropyGradOp, MseRateOp, MseRateGradOp,
                   CorrectCountOp}) {
    catalog->ops.Add(op());
  }
  catalog->AddLoss(LossOfOp(catalog->ops, "cross_entropy"));
  catalog->AddLoss(LossOfOp(catalog->ops, "mse_rate"));
}

}  // namespace synfire
