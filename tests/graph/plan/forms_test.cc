#include "graph/plan/forms.h"

#include "graph/plan/kernels.h"
#include "graph/plan/plan.h"
#include "tests/graph/graphs.h"

namespace synfire {
namespace {

// The forms that the values have in a plan with the fastest kernels, by name:
// "s=bits y=bytes"; those that are plain are left out.
std::string FormsOf(const Graph& graph,
                    KernelPolicy policy = KernelPolicy::kFastest) {
  const auto kernels = ChooseKernels(graph, policy);
  if (!kernels.ok()) return kernels.status().ToString();
  std::string text;
  for (ValueId id = 0; id < graph.num_values(); ++id) {
    const Value& value = graph.value(id);
    if (value.producer == kNone) continue;
    const Form form =
        (*kernels)[value.producer].output_forms[value.output_index];
    if (form == Form::kPlain) continue;
    absl::StrAppend(&text, text.empty() ? "" : " ", value.name, "=",
                    Name(form));
  }
  return text;
}

const char kInputs[] = R"(
    input x : f32 t[2,6,6,16]
    parameter w : f32[16,16,3,3] = constant(value = 0.0)
)";

TEST(Forms, PacksSpikesBetweenKernelsThatTakeThem) {
  EXPECT_EQ(FormsOf(GraphOf(absl::StrCat(kInputs, R"(
    s = if(x)
    c = conv2d(s, w, _) {pad = [1, 1]}
    s2 = if(c)
    y = connect(s2, s) {g = ADD}
    z = connect(y, s2) {g = ADD}
    p, which = max_pool2d(z) {kernel = [2, 2], stride = [2, 2]}
    d = conv2d(p, w, _) {pad = [1, 1]}
    output y = d)"))),
            "s=bits c=deferred s2=bits y=bytes z=bytes p=bytes");
}

TEST(Forms, KnowsWhatJoinedSpikesCanBe) {
  EXPECT_EQ(FormsOf(GraphOf(absl::StrCat(kInputs, R"(
    s = if(x)
    s2 = lif(x)
    both = connect(s, s2) {g = AND}
    one = connect(s, both) {g = IAND}
    sum = connect(s, one) {g = ADD}
    signed = connect(sum, s) {g = IAND}
    last = connect(signed, s) {g = ADD}
    output y = last)"))),
            "s=bits s2=bits both=bits one=bits sum=bytes");
}

// The forms of a step, with `y` of a convolution that rounds it.
std::string FormsWithRounded(const std::string& rest,
                             KernelPolicy policy = KernelPolicy::kFastest) {
  return FormsOf(GraphOf(absl::StrCat(R"(
    input x : f32 t[2,6,6,16]
    input ds : f32 t[2,6,6,12]
    parameter w : f32[12,16,3,3] = constant(value = 0.0)
    parameter a : f32[12] = constant(value = 0.0)
    y = conv2d(x, w, _) {operands = bf16, result = bf16, pad = [1, 1]}
)",
                                      rest)),
                 policy);
}

TEST(Forms, HalvesWhatIsRoundedForNormsAndNeurons) {
  EXPECT_EQ(FormsWithRounded(R"(
    m, v, f, o = norm_moments(y, a, a)
    s = if(y, _, m, f, o)
    dz, dv, sl, so = if_grad(y, ds, _, _, m, f, o)
    dy, da, db = norm_input_grad(dz, y, a, m, v, sl, so)
    output s = s
    output dy = dy)"),
            "y=bf16");
  EXPECT_EQ(FormsWithRounded(R"(
    z, m, v = batch_norm(y, a, a)
    z2 = norm_apply(y, a, a, m, v)
    dy, da, db = batch_norm_grad(z, y, a, m, v)
    output z2 = z2
    output dy = dy)"),
            "y=bf16");
}

// A gradient that is an operand, of convolutions that round theirs.
TEST(Forms, HalvesWhatAllReadersRound) {
  const char* const backward = R"(
    input dz : f32 t[2,6,6,12]
    input x : f32 t[2,6,6,12]
    parameter w : f32[12,16,3,3] = constant(value = 0.0)
    parameter a : f32[12] = constant(value = 0.0)
    dy, da, db = norm_input_grad(dz, x, a, a, a, a, a)
    dx = conv2d_grad_input(dy, w) {operands = bf16, size = 6, pad = 1}
    output dx = dx
)";
  const char* const weight = "dw = conv2d_grad_weight(dx, dy) {operands = ";
  const char* const rest = ", kernel = 3, pad = 1}\n output dw = dw";
  EXPECT_EQ(FormsOf(GraphOf(backward)), "dy=bf16");
  EXPECT_EQ(FormsOf(GraphOf(absl::StrCat(backward, weight, "bf16", rest))),
            "dy=bf16");
  EXPECT_EQ(FormsOf(GraphOf(absl::StrCat(backward, weight, "f32", rest))), "");
  EXPECT_EQ(FormsOf(GraphOf(absl::StrCat(backward, "output dy = dy"))), "");
  EXPECT_EQ(FormsOf(GraphOf(
                absl::StrCat(backward, "b = channel_sum(dy)\n output b = b"))),
            "");
}

TEST(Forms, SayWhyWhatIsRoundedLiesInFloats) {
  const auto why = [](const std::string& rest) {
    const Graph graph = GraphOf(absl::StrCat(R"(
    input x : f32 t[2,6,6,16]
    parameter w : f32[12,16,3,3] = constant(value = 0.0)
    y = conv2d(x, w, _) {operands = bf16, result = bf16}
)",
                                             rest));
    const auto kernels = ChooseKernels(graph, KernelPolicy::kFastest);
    EXPECT_TRUE(kernels.ok()) << kernels.status();
    EXPECT_EQ((*kernels)[0].output_forms[0], Form::kPlain);
    return Explain(graph, *kernels);
  };
  EXPECT_THAT(why("s = if(y)\n m = mean_time(y)\n output m = m\n"
                  "output s = s"),
              testing::HasSubstr("    y in f32, not bf16: 'm' by cpu:"));
  EXPECT_THAT(why("s = if(y)\n output s = s\n output y = y"),
              testing::HasSubstr("    y in f32, not bf16: it is an output\n"));
  EXPECT_EQ(
      FormsWithRounded("s = if(y)\n output s = s", KernelPolicy::kReference),
      "");
}

TEST(Forms, LeavesWhatAnyReaderWantsPlain) {
  EXPECT_EQ(FormsOf(GraphOf(absl::StrCat(kInputs, R"(
    s = if(x)
    c = conv2d(s, w, _) {pad = [1, 1]}
    m = mean_time(s)
    output c = c
    output m = m)"))),
            "");
}

TEST(Forms, LeavesOutputsPlain) {
  EXPECT_EQ(FormsOf(GraphOf(absl::StrCat(kInputs, R"(
    s = if(x)
    c = conv2d(s, w, _) {pad = [1, 1]}
    output c = c
    output s = s)"))),
            "");
}

TEST(Forms, LeavesRowsThatAreNoWholeBytes) {
  EXPECT_EQ(FormsOf(GraphOf(R"(
    input x : f32 t[2,6,6,12]
    s = if(x)
    s2 = lif(x)
    y = connect(s, s2) {g = ADD}
    z = connect(y, s) {g = ADD}
    output y = z)")),
            "");
}

TEST(Forms, LeavesSmoothSpikes) {
  EXPECT_EQ(FormsOf(GraphOf(absl::StrCat(kInputs, R"(
    s = if(x) {smooth = true}
    y = connect(s, s) {g = ADD}
    output y = y)"))),
            "");
}

TEST(Forms, LeavesReferenceKernelsTheirFloats) {
  EXPECT_EQ(FormsOf(GraphOf(absl::StrCat(kInputs, R"(
    s = if(x)
    s2 = lif(x)
    y = connect(s, s2) {g = ADD}
    output y = y)")),
                    KernelPolicy::kReference),
            "");
}

// 254 joins make counts up to 255, one more would pass the byte.
TEST(Forms, LeavesCountsThatPassAByte) {
  std::string joins = absl::StrCat(
      kInputs, "    s = if(x)\n    y0 = connect(s, s) {g = ADD}\n");
  for (int i = 1; i <= 254; ++i) {
    absl::StrAppend(&joins, "    y", i, " = connect(y", i - 1,
                    ", s) {g = ADD}\n");
  }
  const Graph graph = GraphOf(absl::StrCat(joins, "    output y = y254"));
  const std::vector<int64_t> largest = LargestElements(graph);
  EXPECT_EQ(largest[graph.FindValue("y253")], 255);
  const std::string forms = FormsOf(graph);
  EXPECT_THAT(forms, testing::HasSubstr("y253=bytes"));
  EXPECT_THAT(forms, testing::Not(testing::HasSubstr("y254=")));
}

TEST(Forms, CountInTheMemoryPlan) {
  const Graph graph = GraphOf(absl::StrCat(kInputs, R"(
    s = if(x)
    s2 = lif(x)
    y = connect(s, s2) {g = ADD}
    output y = y)"));
  const auto kernels = ChooseKernels(graph, KernelPolicy::kFastest);
  ASSERT_TRUE(kernels.ok()) << kernels.status();
  const auto plan = PlanMemory(graph, *kernels);
  ASSERT_TRUE(plan.ok()) << plan.status();
  const ValueId s = graph.FindValue("s");
  EXPECT_EQ(plan->buffers[plan->buffer_of[s]].bytes, 2 * 2 * 6 * 6 * 16 / 8);
}

}  // namespace
}  // namespace synfire
