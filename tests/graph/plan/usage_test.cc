#include "graph/plan/usage.h"

#include "graph/plan/kernels.h"
#include "tests/graph/graphs.h"

namespace synfire {
namespace {

TEST(UsageOf, SaysWhatIsLiveAtTheFullestMoment) {
  const Graph graph = GraphOf(R"(
    input x : f32[256]
    parameter w : f32[256] = constant(value = 0.0)
    state m : f32[256] = constant(value = 0.0)
    a = add(x, w)
    loss = global_norm(a)
    g = add(a, x)
    next, next_m = sgd(w, g, m, loss, _, _) {momentum = 0.9}
    output loss = loss
    update w = next
    update m = next_m)");
  const auto kernels = ChooseKernels(graph, KernelPolicy::kReference);
  ASSERT_TRUE(kernels.ok()) << kernels.status();
  const auto plan = PlanMemory(graph, *kernels);
  ASSERT_TRUE(plan.ok()) << plan.status();
  const MemoryUsage usage = UsageOf(graph, *plan);
  EXPECT_EQ(usage.parameters, 1024);
  EXPECT_EQ(usage.states, 1024);
  EXPECT_EQ(usage.inputs, 1024);
  EXPECT_EQ(usage.arena(), plan->lower_bound);
  EXPECT_EQ(usage.moment, "loss");
  // a, which g is computed in the memory of; the loss in a unit of its own.
  EXPECT_EQ(usage.kept + usage.gradients, 1024 + 64);
  EXPECT_EQ(usage.scratch, 0);
}

}  // namespace
}  // namespace synfire
