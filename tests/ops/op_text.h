// Ops on types and values written as text, for tests that read like the rule.
#ifndef SYNFIRE_TESTS_OPS_OP_TEXT_H_
#define SYNFIRE_TESTS_OPS_OP_TEXT_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/status.h"
#include "graph/op/registry.h"

namespace synfire {

// The types of the outputs, "f32 t[2,3]; f32[4]", of `op`, a call such as
// "step_of(t = 1)", on inputs of the types in `inputs`, separated by "; ", "_"
// for an absent one; or the error's words.
std::string InferText(const OpRegistry& registry, absl::string_view op,
                      absl::string_view inputs, int64_t steps);

struct GivenInput {
  std::string type;  // "f64 t[2,3]", or "_" for an absent one
  std::vector<double> values;
};

// The outputs of the op's reference kernel.
absl::StatusOr<std::vector<std::vector<double>>> ComputeOp(
    const OpRegistry& registry, absl::string_view op,
    const std::vector<GivenInput>& inputs, int64_t steps = 1);

}  // namespace synfire

#endif  // SYNFIRE_TESTS_OPS_OP_TEXT_H_
