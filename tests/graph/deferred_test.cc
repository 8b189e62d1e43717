// A convolution whose neuron asks for its output slab by slab, against the same
// with its output in memory: the same bytes.
#include "graph/op/deferred.h"

#include <cstring>

#include "core/parallel.h"
#include "core/rng.h"
#include "graph/exec/executable.h"
#include "tests/graph/graphs.h"

namespace synfire {
namespace {

struct Case {
  std::string conv, x, w;  // attributes of the convolution; types
  std::string neuron = "lif(y)";
  int64_t steps = 4;
  bool bits = true;      // x comes from a neuron; else counts, as floats
  double density = 0.1;  // of x
  std::string s = "s";   // the names of the neuron's outputs
};

Graph GraphFor(const Case& c, bool deferred) {
  return GraphOf(
      absl::StrCat("input x : f32 ", c.x, "\n parameter w : f32", c.w,
                   " = kaiming_uniform()\n",
                   c.bits ? "sx = if(x)\n" : "sx = scale(x) {factor = 1.0}\n",
                   "y = conv2d(sx, w, _) {", c.conv, "}\n", c.s, " = ",
                   c.neuron, "\n output s = s\n",
                   deferred ? "" : "output y = y\n"),
      c.steps);
}

// What output s of the graph is, and whether y was deferred.
std::vector<float> RunOne(const Case& c, bool deferred) {
  Graph graph = GraphFor(c, deferred);
  const NodeId conv = graph.value(graph.FindValue("y")).producer;
  const Type s = graph.type(graph.FindOutput("s"));
  const Type x = graph.type(graph.FindValue("x"));
  VariableStore variables;
  EXPECT_TRUE(variables.AddFrom(graph, AllOps(), 1).ok());
  auto bound =
      Executable::Bind(std::move(graph), KernelPolicy::kFastest, &variables);
  if (!bound.ok()) {
    ADD_FAILURE() << bound.status();
    return {};
  }
  Executable& run = **bound;
  EXPECT_EQ(run.kernels()[conv].output_forms[0],
            deferred ? Form::kDeferred : Form::kPlain)
      << run.kernels()[conv].name;
  auto* const elements = static_cast<float*>(run.input("x"));
  const int64_t steps = x.temporal() ? c.steps : 1;
  for (int64_t i = 0; i < x.shape.size() * steps; ++i) {
    const float draw = Uniform({7, 1}, 0, static_cast<uint64_t>(i));
    elements[i] = draw >= c.density ? 0.0f
                  : c.bits          ? 2.0f  // it fires
                                    : 1.0f + (i % 3);
  }
  // Twice: nothing may be left of the first run.
  EXPECT_TRUE(run.Run().ok());
  EXPECT_TRUE(run.Run().ok());
  const auto* const made = static_cast<const float*>(run.output("s"));
  return {made, made + s.shape.size() * c.steps};
}

void Check(const Case& c) {
  SCOPED_TRACE(absl::StrCat(c.x, " ", c.w, " ", c.conv, " ", c.neuron, " ",
                            c.steps, " steps, density ", c.density));
  const int threads = NumThreads();
  const std::vector<float> expected = RunOne(c, /*deferred=*/false);
  double fired = 0;
  for (float s : expected) fired += s != 0;
  EXPECT_GT(fired, 0) << "nothing to compare";
  for (int n : {1, 2, 3}) {
    SetNumThreads(n);
    const std::vector<float> made = RunOne(c, /*deferred=*/true);
    ASSERT_EQ(made.size(), expected.size());
    EXPECT_EQ(
        std::memcmp(made.data(), expected.data(), made.size() * sizeof(float)),
        0)
        << n << " threads";
  }
  SetNumThreads(threads);
}

TEST(Deferred, GivesTheSameBytesBySlabs) {
  const Case cases[] = {
      {"pad = [1, 1]", "t[2,12,10,32]", "[32,32,3,3]"},
      {"pad = [1, 1]", "t[3,7,5,64]", "[24,64,3,3]"},
      {"pad = [1, 1], stride = [2, 2]", "t[3,9,9,16]", "[40,16,3,3]"},
      {"", "t[2,6,6,64]", "[32,64,1,1]"},
      {"pad = [1, 1]", "t[1,14,40,32]", "[32,32,3,3]", "if(y)", 16},
      {"pad = [1, 1]", "t[4,4,4,128]", "[128,128,3,3]", "if(y)", 1},
  };
  for (Case c : cases) {
    Check(c);
    c.density = 0.9;  // beyond what lists take
    Check(c);
    c.density = 0.1;
    c.bits = false;  // counts
    Check(c);
  }
}

// Channels that are not whole bytes: the spikes are floats.
TEST(Deferred, TakesAnyNumberOfChannels) {
  Case c = {"pad = [1, 1]", "t[2,9,7,12]", "[13,12,3,3]"};
  c.bits = false;
  Check(c);
}

TEST(Deferred, TakesAStaticInput) {
  Case c = {"pad = [1, 1]", "[2,9,7,16]", "[16,16,3,3]"};
  c.bits = false;
  Check(c);
}

TEST(Deferred, ServesNeuronsWithoutSpikes) {
  Case c = {"pad = [1, 1]", "t[2,9,7,16]", "[16,16,3,3]",
            "leaky_integrator(y)"};
  Check(c);
}

TEST(Deferred, MultipliesASlabsRows) {
  Case c = {"", "t[2,20,20,2]", "[32,2,1,1]"};
  c.bits = false;
  Check(c);
  // The depth is divided among threads, so it is made at once.
  c = {"", "t[1,4,4,2000]", "[8,2000,1,1]"};
  c.bits = false;
  c.density = 0.9;
  Check(c);
}

// Of a convolution that is deferred, what it reads is in use until the neuron
// has run.
TEST(Deferred, KeepsWhatTheMakerReads) {
  Case c = {"pad = [1, 1]", "t[2,8,8,16]", "[16,16,3,3]"};
  const Graph graph = GraphFor(c, /*deferred=*/true);
  const auto kernels = ChooseKernels(graph, KernelPolicy::kFastest);
  ASSERT_TRUE(kernels.ok());
  const auto plan = PlanMemory(graph, *kernels);
  ASSERT_TRUE(plan.ok());
  const NodeId neuron = graph.value(graph.FindValue("s")).producer;
  const NodeId conv = graph.value(graph.FindValue("y")).producer;
  const int read = plan->buffer_of[graph.FindValue("sx")];
  EXPECT_EQ(plan->buffers[read].last, neuron);
  EXPECT_EQ(plan->buffers[plan->scratch_of[conv]].last, neuron);
}

}  // namespace
}  // namespace synfire
