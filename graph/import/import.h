// A model's text becomes the forward graph.
#ifndef SYNFIRE_GRAPH_IMPORT_IMPORT_H_
#define SYNFIRE_GRAPH_IMPORT_IMPORT_H_

#include <cstdint>
#include <string>
#include <vector>

#include "core/status.h"
#include "graph/import/model_text.h"
#include "graph/ir/graph.h"
#include "graph/op/layer.h"

namespace synfire {

struct ImportOptions {
  int64_t batch = 1;      // N
  bool training = false;  // statistics of the batch, dropout
  DType dtype = DType::kF32;
  // kBF16: convolutions and linear layers round their operands, but for those
  // that say otherwise (ops/nn/operands/operands.h).
  DType operands = DType::kF32;
};

struct NeuronLayer {
  std::string path;
  int64_t neuron_steps;  // T*N*..., what its spike count is a share of
};

struct ImportedLayer {
  std::string path;
  std::string op;     // with its resolved attributes
  Type type;          // of its output
  std::string value;  // the output's name in the graph
};

// One use of a block: its layers have the prefix "PATH.".
struct ImportedBlock {
  std::string path;
  std::string value;  // the output's name in the graph
};

// The graph's outputs are "logits" and, for each neuron layer, "spikes:PATH",
// the number of its spikes (i64[]).
struct ImportedModel {
  Graph graph;
  std::vector<NeuronLayer> neurons;
  std::vector<ImportedLayer> layers;  // in the file's order
  std::vector<ImportedBlock> blocks;  // in the order in which they end
};

// Errors begin with file, line and layer.  A feedback edge x[t-k] takes the
// shape of x, which must follow from the other edges: a layer of several inputs
// passes the shape of those that are known.
absl::StatusOr<ImportedModel> ImportModel(const ModelText& text,
                                          const Catalog& catalog,
                                          const ImportOptions& options);

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_IMPORT_IMPORT_H_
