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
