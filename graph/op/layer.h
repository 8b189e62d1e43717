// What a model or training file names: layers, losses, optimizers and
// initialisers.  Each is a schema and a function that adds nodes.
//
// A layer is not an op: `conv2d(channels = 64, kernel = 3)` makes a weight
// (and perhaps a bias) and one conv2d node.  Where a layer is just an op on
// its inputs, LayerOfOp makes it from the op.
#ifndef SYNFIRE_GRAPH_OP_LAYER_H_
#define SYNFIRE_GRAPH_OP_LAYER_H_

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/rng.h"
#include "core/spec/schema.h"
#include "core/status.h"
#include "graph/ir/graph.h"

namespace synfire {

// What a builder sees: the graph so far, its attributes, its inputs.
class LayerContext {
 public:
  // `path` is the layer's; `dtype` that of activations and parameters;
  // `operands`, f32 or bf16, what a layer with operands that may be rounded
  // takes them for unless it says it itself (ops/nn/operands/operands.h).
  LayerContext(Graph* graph, std::string path, Attrs attrs,
               std::vector<ValueId> inputs, bool training, DType dtype,
               DType operands = DType::kF32);

  const Attrs& attrs() const { return attrs_; }
  const std::string& path() const { return path_; }
  bool training() const { return training_; }
  DType dtype() const { return dtype_; }
  DType operands() const { return operands_; }
  int64_t steps() const { return graph_->steps(); }
  int num_inputs() const { return static_cast<int>(inputs_.size()); }
  ValueId input(int i) const { return inputs_[i]; }
  const std::vector<ValueId>& inputs() const { return inputs_; }
  const Type& input_type(int i) const { return graph_->type(inputs_[i]); }
  // "x is [7,7,3], expected 4 axes [N,H,W,C]".
  absl::Status ExpectRank(int i, int rank, absl::string_view axes) const;

  // A trained variable "path.name", or an untrained one, of dtype().  `init`
  // is an initialiser's call.
  absl::StatusOr<ValueId> Parameter(absl::string_view name, Shape shape,
                                    const std::string& init);
  absl::StatusOr<ValueId> State(absl::string_view name, Shape shape,
                                const std::string& init);
  // The graph's input of this name, made when first asked for: "labels"
  // i64[N], "step" i64[], "seed" i64[].
  absl::StatusOr<ValueId> Input(const std::string& name, Type type);
  // Appends a node named after the layer and `suffix`; returns its outputs.
  absl::StatusOr<std::vector<ValueId>> Emit(absl::string_view op,
                                            std::vector<ValueId> inputs,
                                            const Attrs& attrs = {},
                                            absl::string_view suffix = "");
  absl::Status Update(ValueId variable, ValueId value);

 private:
  Graph* graph_;
  std::string path_;
  Attrs attrs_;
  std::vector<ValueId> inputs_;
  bool training_;
  DType dtype_, operands_;
};

struct LayerDef {
  Schema schema;
  int min_inputs = 1, max_inputs = 1;
  // Returns the layer's output value.  Errors do not name the layer.
  std::function<absl::StatusOr<ValueId>(LayerContext&)> build;
  // Its node counts spikes in its last output (i64[]).
  bool neuron = false;
};

// inputs: logits [N,K], labels i64 [N].  Returns the loss, one number.
struct LossDef {
  Schema schema;
  std::function<absl::StatusOr<ValueId>(LayerContext&)> build;
};

// inputs: parameter, gradient, learning rate (one number of the parameter's
// dtype), gradient scale (likewise, or kNone).  Adds the nodes and updates.
struct OptimizerDef {
  Schema schema;  // has "lr"
  std::function<absl::Status(LayerContext&)> build;
};

// Fills `out` (size elements, row-major) for a tensor of `shape`; each element
// depends on (key, its index) alone.
struct InitDef {
  Schema schema;
  void (*fill)(const Attrs& attrs, const Shape& shape, RandomKey key,
               float* out);
};

// The layer that applies `op` (of `registry`) to its inputs, with the same
// attributes.
LayerDef LayerOfOp(const OpRegistry& registry, absl::string_view op,
                   int min_inputs = 1, int max_inputs = 1);

// Everything that a file can name, with the ops and kernels behind it.
struct Catalog {
  OpRegistry ops;
  std::map<std::string, LayerDef, std::less<>> layers;
  std::map<std::string, LossDef, std::less<>> losses;
  std::map<std::string, OptimizerDef, std::less<>> optimizers;
  std::map<std::string, InitDef, std::less<>> inits;

  // REQUIRE: the name is new.
  void AddLayer(LayerDef def);
  void AddLoss(LossDef def);
  void AddOptimizer(OptimizerDef def);
  void AddInit(InitDef def);
};

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_OP_LAYER_H_
