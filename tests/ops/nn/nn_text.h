// Shape rules and layers of ops/nn as text, for tests that read like the rule.
#ifndef SYNFIRE_TESTS_OPS_NN_NN_TEXT_H_
#define SYNFIRE_TESTS_OPS_NN_NN_TEXT_H_

#include <string>

#include "graph/op/layer.h"

namespace synfire {

// ops/nn alone, built once.
const Catalog& NnCatalog();

// The types of the outputs, "f32 t[2,3,3,4]; f32[4]", of `op`, a call such as
// "conv2d(stride = 2)", on inputs of the types in `inputs`, separated by "; ",
// "_" for an absent one; or the error's words.
std::string Infer(absl::string_view op, absl::string_view inputs,
                  int64_t steps = 4);

// The FLOPs of the same; -1 where it has an error.
int64_t Flops(absl::string_view op, absl::string_view inputs,
              int64_t steps = 4);

enum class Mode { kTraining, kEvaluation };

// The lines of the graph (graph/ir/text.h) that `layer`, a call, makes at path
// "layer" of an input x of type `x`, but for x's own; or the error's words.
// `operands` is the run's (graph/op/layer.h).
std::string Build(absl::string_view layer, absl::string_view x,
                  Mode mode = Mode::kTraining, int64_t steps = 4,
                  DType operands = DType::kF32);

}  // namespace synfire

#endif  // SYNFIRE_TESTS_OPS_NN_NN_TEXT_H_
