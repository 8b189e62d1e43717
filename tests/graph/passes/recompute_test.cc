#include "graph/passes/recompute.h"

#include "tests/graph/graphs.h"

namespace synfire {
namespace {

const char kStep[] = R"(
    input x : f32[2,6,6,8]
    input s : f32[2,6,6,8]
    parameter w : f32[8,8,3,3] = constant(value = 0.0)
    parameter v : f32[8,8,1,1] = constant(value = 0.0)
    y = conv2d(x, w, _) {pad = [1, 1]}
    z = conv2d(y, v, _)
    loss = global_norm(z)
    dz = add(z, y)
    dy = add(dz, y)
    output loss = loss
    output dy = dy)";

TEST(Recompute, FindsWhatBothPassesReadTheCheapestFirst) {
  const std::vector<Recomputable> found = FindRecomputable(GraphOf(kStep));
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].node, "z");
  EXPECT_EQ(found[0].bytes, 4 * 2 * 6 * 6 * 8);
  EXPECT_EQ(found[0].flops, 2 * 2 * 6 * 6 * 8 * 8);
  EXPECT_EQ(found[1].node, "y");
}

TEST(Recompute, CountsWhatIsRoundedAsHalf) {
  std::string step = kStep;
  const std::string z = "conv2d(y, v, _)";
  step.replace(step.find(z), z.size(), z + " {operands = bf16, result = bf16}");
  const std::vector<Recomputable> found = FindRecomputable(GraphOf(step));
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].bytes, 2 * 2 * 6 * 6 * 8);
}

TEST(Recompute, MakesThemAgainForTheBackwardPass) {
  Graph graph = GraphOf(kStep);
  ASSERT_TRUE(*Recompute(&graph, {"y", "z"}));
  ASSERT_TRUE(Verify(graph).ok()) << Verify(graph);
  EXPECT_EQ(Outline(graph),
            "y=conv2d z=conv2d loss=global_norm z.again=conv2d y.again=conv2d "
            "dz=add dy=add");
  const Node& dz = graph.node(graph.value(graph.FindValue("dz")).producer);
  EXPECT_EQ(graph.value(dz.inputs[0]).name, "z.again");
  EXPECT_EQ(graph.value(dz.inputs[1]).name, "y.again");
  const Node& loss = graph.node(graph.value(graph.FindValue("loss")).producer);
  EXPECT_EQ(graph.value(loss.inputs[0]).name, "z");
}

TEST(Recompute, LeavesAGraphWithoutABackwardPass) {
  EXPECT_TRUE(FindRecomputable(GraphOf(R"(
    input x : f32[2,6,6,8]
    parameter w : f32[8,8,3,3] = constant(value = 0.0)
    y = conv2d(x, w, _) {pad = [1, 1]}
    output y = y)"))
                  .empty());
  Graph graph = GraphOf(kStep);
  EXPECT_FALSE(*Recompute(&graph, {}));
}

}  // namespace
}  // namespace synfire
