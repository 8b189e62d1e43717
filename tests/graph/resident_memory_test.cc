// The memory that a training step really takes, beside what was planned.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <cstring>

#include "graph/compile.h"
#include "ops/all_ops.h"

namespace synfire {
namespace {

// Of more than 200 MiB in the batch below: what is resident of the program's
// and the libraries' own code, some 16 MiB, then counts little.
constexpr char kModel[] = R"net(
    name: "net" steps: 4
    import: "models/blocks/sew.prototxt"
    input { name: "x" channels: 2 height: 64 width: 64 temporal: true }
    layer { name: "conv1" op: "conv2d(channels = 32, kernel = 3, pad = 1, bias = false)" }
    layer { name: "bn1" op: "batch_norm" }
    layer { name: "sn1" op: "lif" }
    layer { name: "block" op: "sew_basic(width = 32, stride = 1, g = ADD)" repeat: "2" }
    layer { name: "gap" op: "global_avg_pool" }
    layer { name: "rate" op: "mean_time" }
    layer { name: "head" op: "linear(features = 5)" })net";

// The most that the process has had at a time, in bytes.
int64_t PeakBytes() {
  rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return int64_t{usage.ru_maxrss} << 10;
}

TEST(ResidentMemory, StaysWithinATenthOfThePlan) {
  // Imports are found from the root of the tree.
  const absl::StatusOr<ModelText> model =
      ParseModelText(kModel, "net.prototxt");
  ASSERT_TRUE(model.ok()) << model.status();
  CompileOptions options;
  options.import.batch = 16;
  options.import.training = true;
  options.objective.loss = *Call::Parse("cross_entropy");
  options.objective.optimizer = *Call::Parse("sgd(lr = 0.1, momentum = 0.9)");
  const int64_t before = PeakBytes();
  VariableStore variables;
  const absl::StatusOr<Network> network =
      CompileNetwork(*model, AllOps(), options, /*seed=*/1, &variables);
  ASSERT_TRUE(network.ok()) << network.status();
  Executable& executable = *network->executable;
  const Graph& graph = executable.graph();
  for (ValueId id = 0; id < graph.num_values(); ++id) {
    const Value& value = graph.value(id);
    if (value.role != Role::kInput) continue;
    std::memset(executable.input(value.name), 0,
                BytesOf(value.type, graph.steps(), Form::kPlain));
  }
  for (int step = 0; step < 3; ++step) {
    ASSERT_TRUE(executable.Run().ok());
  }
  const MemoryPlan& plan = executable.plan();
  const int64_t planned = plan.arena_bytes + plan.variable_bytes;
  EXPECT_GT(planned, int64_t{200} << 20);
  EXPECT_LE(PeakBytes() - before, planned + planned / 10);
}

}  // namespace
}  // namespace synfire
