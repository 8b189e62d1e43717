#include "graph/passes/fuse_norm.h"

#include "tests/graph/graphs.h"

namespace synfire {
namespace {

// A graph whose tail is `rest`.
Graph Net(const std::string& rest) {
  return GraphOf(absl::StrCat(R"(
    input x : f32 t[2,3]
    input ds : f32 t[2,3]
    parameter w : f32[3] = constant(value = 1.0)
    parameter b : f32[3] = constant(value = 0.0)
    state m : f32[3] = constant(value = 0.0)
    state v : f32[3] = constant(value = 1.0)
)",
                              rest));
}

std::string Fused(const std::string& rest) {
  Graph graph = Net(rest);
  const absl::StatusOr<bool> changed = FuseNorm(&graph);
  EXPECT_TRUE(changed.ok() && *changed) << changed.status();
  EXPECT_TRUE(Verify(graph).ok()) << Verify(graph);
  return ToText(graph);
}

void ExpectUntouched(const std::string& rest) {
  Graph graph = Net(rest);
  const std::string before = ToText(graph);
  const absl::StatusOr<bool> changed = FuseNorm(&graph);
  EXPECT_TRUE(changed.ok() && !*changed) << changed.status();
  EXPECT_EQ(ToText(graph), before);
}

TEST(FuseNorm, MovesTheNormOfATrainingStep) {
  EXPECT_EQ(Fused(R"(
    z, mean, var = batch_norm(x, w, b) {epsilon = 0.5}
    s = lif(z)
    dz = lif_grad(z, ds)
    dx, dw, db = batch_norm_grad(dz, x, w, mean, var) {epsilon = 0.5}
    output s = s
    output dx = dx
    output mean = mean)"),
            ToText(Net(R"(
    mean, var, z.slope, z.offset = norm_moments(x, w, b) {epsilon = 0.5} @z
    s = lif(x, _, mean, z.slope, z.offset)
    dz, dz.d_first_v, dz.d_slope, dz.d_offset = lif_grad(x, ds, _, _, mean, z.slope, z.offset)
    dx, dw, db = norm_input_grad(dz, x, w, mean, var, dz.d_slope, dz.d_offset) {epsilon = 0.5}
    output s = s
    output dx = dx
    output mean = mean)")));
}

TEST(FuseNorm, MovesTheNormOfAnEvaluation) {
  EXPECT_EQ(Fused(R"(
    z = norm_apply(x, w, b, m, v)
    s = cuba_lif(z)
    other = if(z)
    output s = s
    output other = other)"),
            ToText(Net(R"(
    z.slope, z.offset = norm_factors(w, b, m, v) @z
    s = cuba_lif(x, _, _, m, z.slope, z.offset)
    other = if(x, _, m, z.slope, z.offset)
    output s = s
    output other = other)")));
}

TEST(FuseNorm, LeavesANormThatSomethingElseReads) {
  ExpectUntouched(R"(
    z = norm_apply(x, w, b, m, v)
    s = if(z)
    sum = add(s, z)
    output y = sum)");
}

TEST(FuseNorm, LeavesANormThatIsAnOutput) {
  ExpectUntouched(R"(
    z = norm_apply(x, w, b, m, v)
    s = if(z)
    output s = s
    output z = z)");
}

TEST(FuseNorm, LeavesANormWhoseStepsAreTakenApart) {
  ExpectUntouched(R"(
    z = norm_apply(x, w, b, m, v)
    z0 = step_of(z) {t = 0}
    s0 = if(z0) {single_step = true}
    output s = s0)");
}

TEST(FuseNorm, LeavesANeuronThatCannotNormalise) {
  ExpectUntouched(R"(
    z = norm_apply(x, w, b, m, v)
    parameter pw : f32[2,2] = constant(value = 0.0)
    parameter pb : f32[2] = constant(value = 0.0)
    s = psn(z, pw, pb)
    output s = s)");
}

TEST(FuseNorm, LeavesAGradientThatGoesElsewhereToo) {
  ExpectUntouched(R"(
    z, mean, var = batch_norm(x, w, b)
    s = lif(z)
    dz = lif_grad(z, ds)
    dx, dw, db = batch_norm_grad(dz, x, w, mean, var)
    sum = add(dz, dx)
    output s = s
    output y = sum)");
}

TEST(FuseNorm, LeavesAGradientThatIsSummedFirst) {
  ExpectUntouched(R"(
    z, mean, var = batch_norm(x, w, b)
    s = lif(z)
    s2 = if(z)
    dz1 = lif_grad(z, ds)
    dz2 = if_grad(z, ds)
    dz = add(dz1, dz2)
    dx, dw, db = batch_norm_grad(dz, x, w, mean, var)
    output s = s
    output s2 = s2
    output y = dx)");
}

TEST(FuseNorm, LeavesANeuronThatReadsItAsItsState) {
  ExpectUntouched(R"(
    input y : f32 t[4,3]
    input i : f32[4,3]
    z = norm_apply(i, w, b, m, v)
    s = if(y, z)
    output s = s)");
}

}  // namespace
}  // namespace synfire
