// Graphs for tests: text in, text out.
#ifndef SYNFIRE_TESTS_GRAPH_GRAPHS_H_
#define SYNFIRE_TESTS_GRAPH_GRAPHS_H_

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "graph/ir/graph.h"
#include "graph/ir/text.h"
#include "graph/ir/verify.h"
#include "ops/all_ops.h"

namespace synfire {

// "graph "g" steps 2 { BODY }" with one statement a line of `body`.
inline Graph GraphOf(const std::string& body, int64_t steps = 2) {
  absl::StatusOr<Graph> graph = GraphFromText(
      absl::StrCat("graph \"g\" steps ", steps, " {\n", body, "\n}"),
      &AllOps().ops);
  if (!graph.ok()) ADD_FAILURE() << graph.status();
  SYNFIRE_CHECK(graph.ok());
  return *std::move(graph);
}

// One word a node, in order: "c=conv2d n=batch_norm".
inline std::string Outline(const Graph& graph) {
  std::string outline;
  for (NodeId id = 0; id < graph.num_nodes(); ++id) {
    const Node& node = graph.node(id);
    absl::StrAppend(&outline, id == 0 ? "" : " ", node.name, "=",
                    node.op->name());
  }
  return outline;
}

}  // namespace synfire

#endif  // SYNFIRE_TESTS_GRAPH_GRAPHS_H_
