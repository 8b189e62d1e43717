// The largest batch whose training step fits a memory limit.
#ifndef SYNFIRE_GRAPH_LARGEST_BATCH_H_
#define SYNFIRE_GRAPH_LARGEST_BATCH_H_

#include "core/status.h"
#include "graph/compile.h"

namespace synfire {

// By compiling the step for a few batches; 0 where not even one image fits.
// REQUIRES: options.memory_limit.
absl::StatusOr<int> LargestBatch(const ModelText& model, const Catalog& catalog,
                                 const CompileOptions& options);

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_LARGEST_BATCH_H_
