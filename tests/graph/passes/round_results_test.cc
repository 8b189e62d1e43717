#include "graph/passes/round_results.h"

#include "tests/graph/graphs.h"

namespace synfire {
namespace {

// The names of those that round their result behind the pass; each of `y` and
// `z` is made of operands in bf16, `exact` is not.
std::string Rounded(const std::string& rest) {
  Graph graph = GraphOf(absl::StrCat(R"(
    input x : f32 t[2,4]
    parameter w : f32[4,4] = constant(value = 1.0)
    parameter a : f32[4] = constant(value = 1.0)
    y = linear(x, w) {operands = bf16}
    z = linear(x, w) {operands = bf16}
    exact = linear(x, w)
)",
                                     rest));
  const std::string before = ToText(graph);
  const absl::StatusOr<bool> changed = RoundResults(&graph);
  EXPECT_TRUE(changed.ok()) << changed.status();
  EXPECT_EQ(*changed, ToText(graph) != before);
  EXPECT_TRUE(Verify(graph).ok()) << Verify(graph);
  std::string names;
  for (NodeId id = 0; id < graph.num_nodes(); ++id) {
    const Node& node = graph.node(id);
    if (!node.op->Rounds(node.attrs)) continue;
    absl::StrAppend(&names, names.empty() ? "" : " ", node.name);
  }
  return names;
}

TEST(RoundResults, RoundsWhatNormsAndNeuronsRead) {
  EXPECT_EQ(Rounded("s = lif(y)\n output s = s"), "y");
  EXPECT_EQ(Rounded("n, m, v = batch_norm(y, a, a)\n"
                    "i = norm_apply(z, a, a, a, a)\n"
                    "output n = n\n output i = i"),
            "y z");
  EXPECT_EQ(Rounded("s = lif(y)\n s2 = if(y)\n output s = s\n output s2 = s2"),
            "y");
}

TEST(RoundResults, DoesNotMindAnOutput) {
  EXPECT_EQ(Rounded("s = lif(y)\n output s = s\n output y = y"), "y");
}

TEST(RoundResults, LeavesWhatAnythingElseReads) {
  EXPECT_EQ(Rounded("s = lif(y)\n t = add(y, z)\n output s = s\n output t = t"),
            "");
  EXPECT_EQ(Rounded("r = mean_time(y)\n s = lif(z)\n"
                    "output r = r\n output s = s"),
            "z");
}

TEST(RoundResults, LeavesWhatNothingReads) {
  EXPECT_EQ(Rounded("output y = y"), "");
}

TEST(RoundResults, LeavesOperandsInF32) {
  EXPECT_EQ(Rounded("s = lif(exact)\n output s = s"), "");
}

}  // namespace
}  // namespace synfire
