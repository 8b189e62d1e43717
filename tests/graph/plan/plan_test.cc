#include "graph/plan/plan.h"

#include "graph/plan/kernels.h"
#include "tests/graph/graphs.h"

namespace synfire {
namespace {

MemoryPlan PlanOf(const Graph& graph) {
  auto kernels = ChooseKernels(graph, KernelPolicy::kReference);
  SYNFIRE_CHECK(kernels.ok());
  auto plan = PlanMemory(graph, *kernels);
  if (!plan.ok()) ADD_FAILURE() << plan.status();
  return *std::move(plan);
}

TEST(PlanMemory, ComputesAnUpdateInItsVariable) {
  const Graph graph = GraphOf(R"(
    input g : f32[2]
    state v : f32[2] = constant(value = 0.0)
    next = running_average(v, g) {momentum = 0.1, factor = 1.0}
    update v = next)");
  const MemoryPlan plan = PlanOf(graph);
  EXPECT_TRUE(plan.copies.empty());
  EXPECT_EQ(plan.variable_of[graph.FindValue("next")], graph.FindValue("v"));
}

TEST(PlanMemory, CopiesAnUpdateWhoseVariableIsReadLater) {
  const Graph graph = GraphOf(R"(
    input g : f32[2]
    state v : f32[2] = constant(value = 0.0)
    next = running_average(v, g) {momentum = 0.1, factor = 1.0}
    y = add(v, g)
    update v = next
    output y = y)");
  const MemoryPlan plan = PlanOf(graph);
  ASSERT_EQ(plan.copies.size(), 1u);
  EXPECT_EQ(plan.variable_of[graph.FindValue("next")], kNone);
}

TEST(PlanMemory, ReusesAnInputThatIsNotReadAgain) {
  const Graph graph = GraphOf(R"(
    input x : f32[64]
    a = scale(x) {factor = 2.0}
    b = add(a, x)
    output y = b)");
  const MemoryPlan plan = PlanOf(graph);
  EXPECT_EQ(plan.buffer_of[graph.FindValue("a")],
            plan.buffer_of[graph.FindValue("b")]);
}

TEST(PlanMemory, LeavesAnInputThatIsReadAgain) {
  const Graph graph = GraphOf(R"(
    input x : f32[64]
    a = scale(x) {factor = 2.0}
    b = add(a, x)
    c = add(a, b)
    output y = c)");
  const MemoryPlan plan = PlanOf(graph);
  EXPECT_NE(plan.buffer_of[graph.FindValue("a")],
            plan.buffer_of[graph.FindValue("b")]);
}

// The caller's data must survive a run, to be read or run again.
TEST(PlanMemory, LeavesTheCallersInputsAlone) {
  const Graph graph = GraphOf(R"(
    input x : f32[64]
    a = scale(x) {factor = 2.0}
    b = scale(a) {factor = 2.0}
    output y = b)");
  const MemoryPlan plan = PlanOf(graph);
  EXPECT_NE(plan.buffer_of[graph.FindValue("a")],
            plan.buffer_of[graph.FindValue("x")]);
  EXPECT_EQ(plan.arena_bytes, 512);
  EXPECT_EQ(plan.lower_bound, 512);
}

TEST(Explain, GivesAReasonForEachRefusal) {
  OpRegistry registry;
  registry.Add(OpDef("copy", "for this test")
                   .Input("x", "[*]")
                   .Output("y", "[*]")
                   .Shape(SameShape)
                   .Reference([](const KernelProblem&, const KernelArgs&) {}));
  registry.AddKernel(
      {"copy", "picky", [](const KernelProblem& problem) -> KernelOrRefusal {
         return Refuse("x has ", problem.InputElements(0),
                       " elements, this kernel takes 3");
       }});
  Graph graph(&registry, "g", 1);
  const ValueId x = *graph.AddInput("x", Type{DType::kF32, Shape({2})});
  ASSERT_TRUE(graph.Emit("copy", "layer", {x}).ok());
  auto choices = ChooseKernels(graph, KernelPolicy::kFastest);
  ASSERT_TRUE(choices.ok());
  EXPECT_EQ((*choices)[0].name, "reference");
  EXPECT_THAT(Explain(graph, *choices),
              testing::HasSubstr(
                  "picky refused: x has 2 elements, this kernel takes 3"));
}

}  // namespace
}  // namespace synfire
