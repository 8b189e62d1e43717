// Copies a graph node by node into a new one; what passes that remove or
// multiply nodes are made of.
#ifndef SYNFIRE_GRAPH_PASSES_REWRITE_H_
#define SYNFIRE_GRAPH_PASSES_REWRITE_H_

#include <vector>

#include "core/status.h"
#include "graph/ir/graph.h"

namespace synfire {

class Rewriter {
 public:
  explicit Rewriter(const Graph& from);

  const Graph& from() const { return from_; }
  Graph& to() { return to_; }

  // The new graph's value for an old one; kNone for kNone, or if unmapped.
  ValueId Mapped(ValueId old) const { return old == kNone ? kNone : map_[old]; }
  void Map(ValueId old, ValueId value) { map_[old] = value; }

  // Copies inputs and variables, all of them.
  absl::Status CopySources();
  // Copies a node whose inputs are mapped, and maps its outputs.
  absl::Status CopyNode(NodeId id);
  // Adds a node with the name, attributes and outputs of an old one, whose
  // inputs are these of the new graph and whose op may be another.
  absl::Status CopyNode(NodeId id, std::vector<ValueId> inputs,
                        absl::string_view op = "");
  // Copies updates and outputs; their values must be mapped.
  absl::Status CopyResults();

 private:
  const Graph& from_;
  Graph to_;
  std::vector<ValueId> map_;
};

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_PASSES_REWRITE_H_
