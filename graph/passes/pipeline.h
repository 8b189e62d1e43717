// The passes, in order, each checked.
#ifndef SYNFIRE_GRAPH_PASSES_PIPELINE_H_
#define SYNFIRE_GRAPH_PASSES_PIPELINE_H_

#include <string>
#include <vector>

#include "core/status.h"
#include "graph/ir/graph.h"
#include "graph/op/layer.h"
#include "graph/passes/objective.h"
#include "graph/passes/unroll.h"

namespace synfire {

struct PassContext {
  const Catalog* catalog = nullptr;
  Objective objective;
  UnrollMode unroll = UnrollMode::kFeedback;
  std::vector<std::string> recompute;  // graph/passes/recompute.h
  // Updates of variables stay together behind all else, for a device to do them
  // as one (graph/exec/joint_calls.h): they are not scheduled.
  bool updates_together = false;
};

struct Pass {
  const char* name;
  // True where the graph changed; the runner checks the claim.
  absl::StatusOr<bool> (*run)(Graph*, const PassContext&);
  bool optional;  // the graph runs without it
};

// On one screen in pipeline.cc.
const std::vector<Pass>& Pipeline();

struct PipelineOptions {
  std::string dump_directory;         // "": none; else NN-name.txt after each
  std::vector<std::string> disabled;  // names of optional passes
};

// Runs the pipeline and verifies the graph before the first and after each
// pass.  A pass that breaks the graph, or whose claim to have changed it or not
// is wrong, is an internal error that names it.
absl::Status RunPipeline(Graph* graph, const PassContext& context,
                         const PipelineOptions& options = {});

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_PASSES_PIPELINE_H_
