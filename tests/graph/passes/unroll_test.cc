#include "graph/passes/unroll.h"

#include "tests/graph/graphs.h"

namespace synfire {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kFeedForward[] = R"(
    input x : f32 t[2,3]
    parameter w : f32[4,3] = constant(value = 0.0)
    y = linear(x, w, _)
    s = if(y)
    m = mean_time(s)
    output logits = m)";

TEST(Unroll, LeavesAFeedForwardGraphBatched) {
  Graph graph = GraphOf(kFeedForward);
  EXPECT_FALSE(*Unroll(&graph, UnrollMode::kFeedback));
}

TEST(Unroll, ClonesEverythingWhenAsked) {
  Graph graph = GraphOf(kFeedForward);
  ASSERT_TRUE(*Unroll(&graph, UnrollMode::kFull));
  ASSERT_TRUE(Verify(graph).ok()) << Verify(graph);
  EXPECT_EQ(Outline(graph),
            "x@0=step_of y@0=linear x@1=step_of y@1=linear s@0=if s@1=if "
            "s.spikes=add s=stack_time m=mean_time");
  EXPECT_EQ(graph.type(graph.FindValue("s@0")).ToString(), "f32[2,4]");
}

TEST(Unroll, CarriesTheStateFromStepToStep) {
  Graph graph = GraphOf(kFeedForward);
  ASSERT_TRUE(*Unroll(&graph, UnrollMode::kFull));
  const Node& second = graph.node(graph.value(graph.FindValue("s@1")).producer);
  ASSERT_EQ(second.inputs.size(), 2u);
  EXPECT_EQ(graph.value(second.inputs[1]).name, "s.v@0");
}

constexpr char kLoop[] = R"(
    input x : f32 t[2,3]
    parameter w : f32[3,3] = constant(value = 0.0)
    back = delay(s) {steps = 1, shape = [2, 3]}
    r = linear(back, w, _)
    sum = add(x, r)
    s = if(sum)
    after = scale(s) {factor = 2.0}
    output y = after)";

TEST(Unroll, ClonesALoopAndNothingElse) {
  Graph graph = GraphOf(kLoop);
  ASSERT_TRUE(*Unroll(&graph, UnrollMode::kFeedback));
  ASSERT_TRUE(Verify(graph).ok()) << Verify(graph);
  EXPECT_EQ(Outline(graph),
            "back@0=constant r@0=linear x@0=step_of sum@0=add s@0=if "
            "r@1=linear x@1=step_of sum@1=add s@1=if s.spikes=add "
            "s=stack_time after=scale");
}

TEST(Unroll, ReadsTheStepBefore) {
  Graph graph = GraphOf(kLoop);
  ASSERT_TRUE(*Unroll(&graph, UnrollMode::kFeedback));
  const Node& second = graph.node(graph.value(graph.FindValue("r@1")).producer);
  EXPECT_EQ(graph.value(second.inputs[0]).name, "s@0");
}

TEST(Unroll, ResolvesADelayWithoutALoop) {
  Graph graph = GraphOf(R"(
    input x : f32 t[2,3]
    y = delay(x) {steps = 1, shape = [2, 3]}
    output y = y)");
  ASSERT_TRUE(*Unroll(&graph, UnrollMode::kFeedback));
  ASSERT_TRUE(Verify(graph).ok()) << Verify(graph);
  EXPECT_THAT(Outline(graph), Not(HasSubstr("delay")));
}

TEST(Unroll, RefusesStatisticsOverTimeInALoop) {
  Graph graph = GraphOf(R"(
    input x : f32 t[2,3]
    parameter w : f32[3] = constant(value = 0.0)
    back = delay(s) {steps = 1, shape = [2, 3]}
    sum = add(x, back)
    n = batch_norm(sum, w, w)
    s = if(n)
    output y = s)");
  EXPECT_EQ(Unroll(&graph, UnrollMode::kFeedback).status().message(),
            "layer 'n': batch_norm mixes time steps and cannot stand in the "
            "feedback loop back -> sum -> n -> s");
}

}  // namespace
}  // namespace synfire
