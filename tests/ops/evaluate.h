// Evaluates a small graph in tests, node by node with the reference kernels,
// each run guarded (run_guarded.h).
#ifndef SYNFIRE_TESTS_OPS_EVALUATE_H_
#define SYNFIRE_TESTS_OPS_EVALUATE_H_

#include <map>
#include <string>
#include <vector>

#include "core/status.h"
#include "graph/ir/graph.h"
#include "tests/ops/run_guarded.h"

namespace synfire {

// The inputs of `node` among all values, as RunGuarded takes them.
std::vector<const Bytes*> InputsOf(const Node& node,
                                   const std::vector<Bytes>& values);

// All values of the graph, by ValueId, computed node by node with the reference
// kernels.  `given` holds the graph's inputs and variables by name.  Errors:
// one is missing or has a wrong size; a value is read before it is computed.
absl::StatusOr<std::vector<Bytes>> Evaluate(
    const Graph& graph, const std::map<std::string, Bytes>& given);

// The elements as doubles, and back (integers truncate).
std::vector<double> ToDoubles(DType dtype, const Bytes& bytes);
Bytes FromDoubles(DType dtype, const std::vector<double>& values);

}  // namespace synfire

#endif  // SYNFIRE_TESTS_OPS_EVALUATE_H_
