// What a graph is for, beyond its logits: a loss, gradients, a training step.
#ifndef SYNFIRE_GRAPH_PASSES_OBJECTIVE_H_
#define SYNFIRE_GRAPH_PASSES_OBJECTIVE_H_

#include <optional>
#include <string>
#include <vector>

#include "core/spec/call.h"
#include "core/status.h"
#include "graph/ir/graph.h"
#include "graph/op/layer.h"

namespace synfire {

// All but the first need the loss.
struct Objective {
  std::optional<Call> loss;       // none: logits alone
  bool gradients = false;         // of parameters, as outputs "gradient:NAME"
  std::optional<Call> optimizer;  // updates of all parameters
  std::optional<double> clip_norm;
  // Names of values that nodes make, or of inputs, whose gradients become
  // outputs "gradient:NAME" as well, each in all its time steps.
  std::vector<std::string> gradients_of = {};
};

// Adds the loss of output "logits" against an input "labels" (i64[N]), and
// outputs "loss" and "correct" (i64[], the number of right answers).
absl::StatusOr<bool> AddLoss(Graph* graph, const Catalog& catalog,
                             const Objective& objective);

// Adds the gradient of "loss" with respect to every parameter, and what the
// objective wants of it: outputs, or clipping by the global norm and the
// optimizer's updates, with an input "learning_rate" (one number of the
// parameters' type).  An error names a parameter that the loss does not depend
// on; of the values in `gradients_of`, such a one has no output.  A name there
// that is no value's is an error.
absl::StatusOr<bool> AddGradients(Graph* graph, const Catalog& catalog,
                                  const Objective& objective);

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_PASSES_OBJECTIVE_H_
