// Classes from logits, and how `synfire predict` prints them.
#ifndef SYNFIRE_TOOLS_COMMANDS_PREDICTIONS_H_
#define SYNFIRE_TOOLS_COMMANDS_PREDICTIONS_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "tools/commands/tensor.h"

namespace synfire {

// probabilities = softmax(logits), both [N,K]; classes [N], as numbers, is the
// first of the largest logits.
struct Predictions {
  Tensor logits, probabilities, classes;
  int64_t count() const { return logits.shape[0]; }
  int64_t num_classes() const { return logits.shape[1]; }
};

// REQUIRES: logits are [N,K].
Predictions FromLogits(Tensor logits);

// Says on stderr which sample's class means nothing.
void WarnOfNonFinite(const Tensor& logits);

// The right classes, one a sample, where they are known.
using Labels = std::optional<std::vector<int64_t>>;

// The `top` most probable classes of each sample.  To stdout.
void PrintAsText(const Predictions& predictions, const Labels& labels, int top);
// Fields classes, top, probabilities, logits and, with labels, correct.
void PrintAsJson(const Predictions& predictions, const Labels& labels, int top);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_COMMANDS_PREDICTIONS_H_
