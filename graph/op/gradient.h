// What a gradient builder sees.  It adds ordinary nodes that compute the
// gradient with respect to each input that needs one.
#ifndef SYNFIRE_GRAPH_OP_GRADIENT_H_
#define SYNFIRE_GRAPH_OP_GRADIENT_H_

#include <string>
#include <vector>

#include "core/status.h"
#include "graph/ir/graph.h"

namespace synfire {

class GradientContext {
 public:
  // `output_gradients[i]` is kNone where nothing differentiable reads output
  // i; `needs[i]` says whether input i needs a gradient.
  GradientContext(Graph* graph, NodeId node,
                  std::vector<ValueId> output_gradients,
                  std::vector<bool> needs);

  const Attrs& attrs() const { return attrs_; }
  int64_t steps() const { return graph_->steps(); }
  int num_inputs() const { return static_cast<int>(inputs_.size()); }
  ValueId input(int i) const { return inputs_[i]; }  // kNone if absent
  ValueId output(int i) const { return outputs_[i]; }
  const Type& input_type(int i) const { return graph_->type(inputs_[i]); }
  // The gradient of the loss with respect to output i; has the output's type.
  ValueId output_gradient(int i) const { return output_gradients_[i]; }
  bool needs(int i) const { return needs_[i]; }

  // Appends a node of the backward pass; its name derives from the forward
  // node's and `suffix`, which tells apart several nodes of one builder.
  // Returns all its outputs.
  absl::StatusOr<std::vector<ValueId>> Emit(absl::string_view op,
                                            std::vector<ValueId> inputs,
                                            const Attrs& attrs = {},
                                            absl::string_view suffix = "");
  // The gradient with respect to input i.  A static input's gradient may be
  // temporal (autodiff sums it over time), a temporal input's static (it then
  // holds for every step).  REQUIRES: at most once an input.
  void Set(int i, ValueId gradient) { input_gradients_[i] = gradient; }

  const std::vector<ValueId>& input_gradients() const {
    return input_gradients_;
  }

 private:
  Graph* graph_;
  std::string name_;
  Attrs attrs_;
  std::vector<ValueId> inputs_, outputs_, output_gradients_;
  std::vector<bool> needs_;
  std::vector<ValueId> input_gradients_;
};

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_OP_GRADIENT_H_
