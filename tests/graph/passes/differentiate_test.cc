#include "graph/passes/differentiate.h"

#include "tests/graph/graphs.h"

namespace synfire {
namespace {

constexpr char kNet[] = R"(
    input x : f32[2,3]
    input labels : i64[2]
    parameter w : f32[4,3] = constant(value = 0.0)
    parameter unused : f32[4] = constant(value = 0.0)
    y = linear(x, w, _)
    loss = cross_entropy(y, labels))";

absl::StatusOr<std::vector<ValueId>> Gradients(
    Graph* graph, const std::vector<std::string>& targets) {
  std::vector<ValueId> ids;
  for (const std::string& name : targets) ids.push_back(graph->FindValue(name));
  return Differentiate(graph, graph->FindValue("loss"), ids);
}

TEST(Differentiate, AddsOrdinaryNodes) {
  Graph graph = GraphOf(kNet);
  const auto gradients = Gradients(&graph, {"w"});
  ASSERT_TRUE(gradients.ok()) << gradients.status();
  EXPECT_EQ(Outline(graph),
            "y=linear loss=cross_entropy d.loss=constant "
            "d.loss.1=cross_entropy_grad d.y.weight=linear_grad_weight");
  EXPECT_EQ(graph.type((*gradients)[0]).ToString(), "f32[4,3]");
  EXPECT_TRUE(Verify(graph).ok());
}

TEST(Differentiate, GivesNothingForWhatTheLossDoesNotRead) {
  Graph graph = GraphOf(kNet);
  const auto gradients = Gradients(&graph, {"unused"});
  ASSERT_TRUE(gradients.ok()) << gradients.status();
  EXPECT_EQ((*gradients)[0], kNone);
}

TEST(Differentiate, SumsOverReaders) {
  Graph graph = GraphOf(R"(
    input x : f32[2,3]
    input labels : i64[2]
    parameter w : f32[3,3] = constant(value = 0.0)
    a = linear(x, w, _)
    b = linear(a, w, _)
    loss = cross_entropy(b, labels))");
  const auto gradients = Gradients(&graph, {"w"});
  ASSERT_TRUE(gradients.ok()) << gradients.status();
  EXPECT_EQ(graph.node(graph.value((*gradients)[0]).producer).op->name(),
            "add");
}

// A weight serves all time steps, so its gradient is summed over them.
TEST(Differentiate, SumsOverTimeForAStaticValue) {
  Graph graph = GraphOf(R"(
    input x : f32 t[2,3]
    input labels : i64[2]
    parameter b : f32[2,3] = constant(value = 0.0)
    y = add(x, b)
    m = mean_time(y)
    loss = cross_entropy(m, labels))");
  const auto gradients = Gradients(&graph, {"b"});
  ASSERT_TRUE(gradients.ok()) << gradients.status();
  EXPECT_EQ(graph.type((*gradients)[0]).ToString(), "f32[2,3]");
  EXPECT_TRUE(Verify(graph).ok());
}

// A target may stand between nodes, whether or not anything before it needs a
// gradient.
TEST(Differentiate, TakesValuesThatNodesMake) {
  for (const char* x : {"input", "parameter"}) {
    Graph graph = GraphOf(absl::StrCat(
        x, " x : f32[2,3]", x[0] == 'p' ? " = constant(value = 0.0)" : "", R"(
    input labels : i64[2]
    parameter w : f32[3,3] = constant(value = 0.0)
    a = add(x, x)
    b = linear(a, w, _)
    c = add(a, b)
    loss = cross_entropy(c, labels))"));
    const auto gradients = Gradients(&graph, {"a", "c", "w"});
    ASSERT_TRUE(gradients.ok()) << gradients.status();
    EXPECT_EQ(graph.node(graph.value((*gradients)[0]).producer).op->name(),
              "add");
    EXPECT_EQ(graph.node(graph.value((*gradients)[1]).producer).op->name(),
              "cross_entropy_grad");
    EXPECT_TRUE(Verify(graph).ok());
  }
}

TEST(Differentiate, NamesAnOpWithoutAGradient) {
  Graph graph = GraphOf(R"(
    parameter g : f32[3] = constant(value = 0.0)
    loss = global_norm(g))");
  EXPECT_EQ(Gradients(&graph, {"g"}).status().message(),
            "layer 'loss': the loss depends on it, and global_norm has no "
            "gradient");
}

TEST(Differentiate, RefusesALossThatIsNoNumber) {
  Graph graph = GraphOf(R"(
    parameter g : f32[3] = constant(value = 0.0)
    loss = add(g, g))");
  EXPECT_EQ(Gradients(&graph, {"g"}).status().message(),
            "the loss 'loss' is f32[3], expected one static number");
}

}  // namespace
}  // namespace synfire
