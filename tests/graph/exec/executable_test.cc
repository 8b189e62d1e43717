#include "graph/exec/executable.h"

#include "tests/graph/graphs.h"

namespace synfire {
namespace {

struct Bound {
  VariableStore variables;
  std::unique_ptr<Executable> executable;
};

std::unique_ptr<Bound> Bind(Graph graph) {
  auto bound = std::make_unique<Bound>();
  const absl::Status added = bound->variables.AddFrom(graph, AllOps(), 1);
  if (!added.ok()) ADD_FAILURE() << added;
  auto executable = Executable::Bind(std::move(graph), KernelPolicy::kReference,
                                     &bound->variables);
  if (!executable.ok()) ADD_FAILURE() << executable.status();
  bound->executable = *std::move(executable);
  return bound;
}

TEST(Executable, RunsNodesInOrder) {
  auto bound = Bind(GraphOf(R"(
    input x : f32[2]
    a = scale(x) {factor = 3.0}
    b = add(a, x)
    output y = b)"));
  auto* x = static_cast<float*>(bound->executable->input("x"));
  x[0] = 1;
  x[1] = -2;
  EXPECT_TRUE(bound->executable->Run().ok());
  const auto* y = static_cast<const float*>(bound->executable->output("y"));
  EXPECT_EQ(y[0], 4);
  EXPECT_EQ(y[1], -8);
  EXPECT_EQ(bound->executable->input("z"), nullptr);
  EXPECT_EQ(bound->executable->output("z"), nullptr);
}

constexpr char kAverage[] = R"(
    input x : f32[1]
    state v : f32[1] = constant(value = 8.0)
    next = running_average(v, x) {momentum = 0.5, factor = 1.0}
    update v = next)";

TEST(Executable, UpdatesVariables) {
  auto bound = Bind(GraphOf(kAverage));
  *static_cast<float*>(bound->executable->input("x")) = 0;
  EXPECT_TRUE(bound->executable->Run().ok());
  EXPECT_TRUE(bound->executable->Run().ok());
  EXPECT_EQ(VariableStore::Read(*bound->variables.Find("v"))[0], 2.0);
}

// The old value is an output too, so the update waits until the end.
TEST(Executable, CopiesAnUpdateAfterTheLastReader) {
  auto bound = Bind(GraphOf(absl::StrCat(kAverage, "\noutput old = v")));
  *static_cast<float*>(bound->executable->input("x")) = 0;
  EXPECT_TRUE(bound->executable->Run().ok());
  EXPECT_EQ(VariableStore::Read(*bound->variables.Find("v"))[0], 4.0);
}

TEST(Executable, TimesEachNode) {
  auto bound = Bind(GraphOf(kAverage));
  std::vector<double> seconds;
  EXPECT_TRUE(bound->executable->RunTimed(&seconds).ok());
  ASSERT_EQ(seconds.size(), 1u);
  EXPECT_GT(seconds[0], 0);
}

TEST(VariableStore, IsSharedByGraphsOfOneModel) {
  VariableStore variables;
  const Graph graph = GraphOf(kAverage);
  ASSERT_TRUE(variables.AddFrom(graph, AllOps(), 1).ok());
  VariableStore::Write({5.0}, variables.Find("v"));
  ASSERT_TRUE(variables.AddFrom(graph, AllOps(), 1).ok());
  EXPECT_EQ(VariableStore::Read(*variables.Find("v"))[0], 5.0);
}

TEST(VariableStore, DependsOnSeedAndNameAlone) {
  const Graph graph =
      GraphOf("parameter w : f32[16] = normal(mean = 0, deviation = 1)");
  VariableStore a, b, other;
  ASSERT_TRUE(a.AddFrom(graph, AllOps(), 1).ok());
  ASSERT_TRUE(b.AddFrom(graph, AllOps(), 1).ok());
  ASSERT_TRUE(other.AddFrom(graph, AllOps(), 2).ok());
  EXPECT_EQ(VariableStore::Read(*a.Find("w")),
            VariableStore::Read(*b.Find("w")));
  EXPECT_NE(VariableStore::Read(*a.Find("w")),
            VariableStore::Read(*other.Find("w")));
}

TEST(VariableStore, SaysWhatIsWrong) {
  VariableStore variables;
  EXPECT_EQ(variables
                .AddFrom(GraphOf("parameter w : f32[2] = norml(deviation = 1)"),
                         AllOps(), 1)
                .message(),
            "variable 'w': 'norml' is no initialiser; did you mean 'normal'?");
  ASSERT_TRUE(
      variables
          .AddFrom(GraphOf("parameter w : f32[2] = constant(value = 0)"),
                   AllOps(), 1)
          .ok());
  EXPECT_EQ(variables
                .AddFrom(GraphOf("parameter w : f32[3] = constant(value = 0)"),
                         AllOps(), 1)
                .message(),
            "variable 'w' is f32[2] in one network and f32[3] in another, of 2 "
            "time steps; networks of one run share their variables");
}

}  // namespace
}  // namespace synfire
