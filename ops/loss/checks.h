// What the shape rules of losses share.
#ifndef SYNFIRE_OPS_LOSS_CHECKS_H_
#define SYNFIRE_OPS_LOSS_CHECKS_H_

#include "graph/op/op.h"

namespace synfire {

// Input `scores` is real, static [N,K], neither empty; the next input, labels,
// is static i64 [N].
//   "logits are temporal; end the network with mean_time"
//   "labels are i64[3], expected i64[4]: one for each row of logits"
absl::Status ExpectScoresAndLabels(const InferContext& context, int scores);

// Shape rule of a loss(scores, labels): output 0 is one number like scores.
absl::Status LossShape(InferContext& context);

// Shape rule of its gradient(dloss [], scores, labels): output 0 is like
// scores.
absl::Status LossGradShape(InferContext& context);

}  // namespace synfire

#endif  // SYNFIRE_OPS_LOSS_CHECKS_H_
