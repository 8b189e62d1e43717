#include "graph/passes/schedule.h"

#include "tests/graph/graphs.h"

namespace synfire {
namespace {

TEST(Schedule, MovesAnUpdateBehindItsGradient) {
  Graph graph = GraphOf(R"(
    input x : f32[2]
    state v : f32[2] = constant(value = 0.0)
    g = add(x, x)
    h = add(x, x)
    k = add(h, x)
    next = running_average(v, g) {momentum = 0.1, factor = 1.0}
    update v = next
    output y = k)");
  ASSERT_TRUE(*Schedule(&graph));
  EXPECT_EQ(Outline(graph), "g=add next=running_average h=add k=add");
  EXPECT_TRUE(Verify(graph).ok());
}

// The variable is overwritten: those that want the old value come first.
TEST(Schedule, LeavesAnUpdateBehindTheReadersOfItsVariable) {
  Graph graph = GraphOf(R"(
    input x : f32[2]
    state v : f32[2] = constant(value = 0.0)
    g = add(x, x)
    h = add(x, v)
    next = running_average(v, g) {momentum = 0.1, factor = 1.0}
    update v = next
    output y = h)");
  EXPECT_FALSE(*Schedule(&graph));
  EXPECT_EQ(Outline(graph), "g=add h=add next=running_average");
}

TEST(Schedule, LeavesAValueThatIsReadAgain) {
  Graph graph = GraphOf(R"(
    input x : f32[2]
    state v : f32[2] = constant(value = 0.0)
    g = add(x, x)
    h = add(x, x)
    next = running_average(v, g) {momentum = 0.1, factor = 1.0}
    k = add(h, next)
    update v = next
    output y = k)");
  EXPECT_FALSE(*Schedule(&graph));
}

}  // namespace
}  // namespace synfire
