// A case as a graph: its op on inputs of its own, and its gradient.
#ifndef SYNFIRE_TESTS_OPS_CASE_GRAPH_H_
#define SYNFIRE_TESTS_OPS_CASE_GRAPH_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/status.h"
#include "graph/ir/graph.h"
#include "tests/ops/evaluate.h"
#include "tests/ops/op_case.h"

namespace synfire {

struct CaseGraph {
  Graph graph;
  NodeId node;                         // the op
  std::map<std::string, Bytes> given;  // every graph input's elements
};

// The op of `op_case` with inputs filled from `seed`.  Where the case says f32,
// inputs (and an attribute dtype) are of type `real` but hold the same numbers,
// exact in f32, so the results in f32 and f64 belong together.  Errors: what is
// wrong with the case.
absl::StatusOr<CaseGraph> BuildCase(const OpRegistry& registry,
                                    const OpCase& op_case, DType real,
                                    uint64_t seed);

// Whether output i is one that the op does not make under these attributes: not
// the first, and of shape [0].
bool IsAbsentOutput(const KernelProblem& problem, int i);

// For each output a gradient can arrive at (real, not absent, not among the
// case's fixed_outputs) the graph input that holds it, normally distributed;
// kNone for the others.
absl::StatusOr<std::vector<ValueId>> AddOutputGradients(const OpCase& op_case,
                                                        uint64_t seed,
                                                        CaseGraph* built);

// Whether each input is real and marked `differentiate`.
std::vector<bool> DifferentiableInputs(const OpCase& op_case,
                                       const CaseGraph& built);

// Runs the op's gradient builder; returns the gradient of each input, kNone
// where there is none.  Errors: the builder's; a gradient of another element
// type or shape than its input.
absl::StatusOr<std::vector<ValueId>> AddGradient(
    const std::vector<ValueId>& output_gradients,
    const std::vector<bool>& needs, CaseGraph* built);

}  // namespace synfire

#endif  // SYNFIRE_TESTS_OPS_CASE_GRAPH_H_
