#include "graph/passes/remove_dead.h"

#include "tests/graph/graphs.h"

namespace synfire {
namespace {

TEST(RemoveDead, RemovesWhatNothingReads) {
  Graph graph = GraphOf(R"(
    input x : f32[2]
    a = add(x, x)
    b = add(a, x)
    c = add(b, b)
    output y = a)");
  ASSERT_TRUE(*RemoveDead(&graph));
  EXPECT_EQ(Outline(graph), "a=add");
}

TEST(RemoveDead, KeepsWhatAnUpdateReads) {
  Graph graph = GraphOf(R"(
    state v : f32[2] = constant(value = 0.0)
    a = scale(v) {factor = 2.0}
    update v = a)");
  const std::string before = ToText(graph);
  EXPECT_FALSE(*RemoveDead(&graph));
  EXPECT_EQ(ToText(graph), before);
}

TEST(RemoveDead, KeepsInputsAndVariables) {
  Graph graph = GraphOf(R"(
    input x : f32[2]
    parameter w : f32[2] = constant(value = 0.0)
    a = add(x, w))");
  ASSERT_TRUE(*RemoveDead(&graph));
  EXPECT_NE(graph.FindValue("x"), kNone);
  EXPECT_NE(graph.FindValue("w"), kNone);
  EXPECT_EQ(graph.num_nodes(), 0);
}

}  // namespace
}  // namespace synfire
