// A forward value by its name, whatever unrolling has made of it.
//
//   before              after, in a loop
//   s = lif(x)          s@0 = lif(x@0)   s@1 = lif(x@1)   ...
//                       s = stack_time(s@0, s@1, ...)    where it is read whole
//
// In a loop the steps are what later nodes read, so the gradient of s is made
// of those of s@0, s@1, ...; outside of loops s is one value still.
#ifndef SYNFIRE_GRAPH_PASSES_WHOLE_VALUE_H_
#define SYNFIRE_GRAPH_PASSES_WHOLE_VALUE_H_

#include <string>
#include <vector>

#include "core/status.h"
#include "graph/ir/graph.h"

namespace synfire {

struct WholeValue {
  std::string name;            // before unrolling
  std::vector<ValueId> parts;  // itself, or one value a time step
};

// One for each name, repeated names once.  An error names what is no value.
absl::StatusOr<std::vector<WholeValue>> FindWholeValues(
    const Graph& graph, const std::vector<std::string>& names);

// Something of each part as one value: of a single part, the thing itself; of
// steps, the stack of all of them, zeros where one is kNone.  kNone where all
// are.  REQUIRES: one a part, each of its part's type.
absl::StatusOr<ValueId> JoinParts(Graph* graph, const WholeValue& value,
                                  const std::vector<ValueId>& parts);

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_PASSES_WHOLE_VALUE_H_
