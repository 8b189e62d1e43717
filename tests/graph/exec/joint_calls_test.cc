#include "graph/exec/joint_calls.h"

#include "graph/plan/plan.h"
#include "tests/graph/graphs.h"

namespace synfire {
namespace {

class Joinable : public Kernel {
 public:
  explicit Joinable(JointRun joint) : joint_(joint) {}
  void Run(const KernelArgs&) override {}
  JointRun Joint() const override { return joint_; }

 private:
  const JointRun joint_;
};

void RunUpdates(const std::vector<const KernelCall*>&, void*) {}
void RunAverages(const std::vector<const KernelCall*>&, void*) {}

// The nodes of each call, "a b+c d".
std::string Joined(const std::string& body) {
  const Graph graph = GraphOf(body);
  auto kernels = *ChooseKernels(graph, KernelPolicy::kReference);
  const MemoryPlan plan = *PlanMemory(graph, kernels);
  Program program;
  std::vector<std::unique_ptr<Kernel>> own;
  for (NodeId id = 0; id < graph.num_nodes(); ++id) {
    const std::string& op = graph.node(id).op->name();
    own.push_back(std::make_unique<Joinable>(op == "sgd" ? RunUpdates
                                             : op == "running_average"
                                                 ? RunAverages
                                                 : nullptr));
    program.calls.push_back({own.back().get(), {}, {}, nullptr});
  }
  std::string text;
  for (const JointCalls& calls : JoinCalls(graph, program, plan.variable_of)) {
    for (size_t i = 0; i < calls.nodes.size(); ++i) {
      absl::StrAppend(&text,
                      i > 0          ? "+"
                      : text.empty() ? ""
                                     : " ",
                      graph.node(calls.nodes[i]).name);
    }
  }
  return text;
}

constexpr char kSources[] = R"(
    input rate : f32[]
    input g : f32[8]
    parameter v : f32[8] = constant(value = 0.0)
    parameter w : f32[8] = constant(value = 0.0)
    state s : f32[8] = constant(value = 0.0)
)";

TEST(JoinCalls, JoinsNeighboursOfOneKind) {
  EXPECT_EQ(Joined(absl::StrCat(kSources, R"(
    d = add(g, g)
    a = sgd(v, d, _, rate)
    b = sgd(w, d, _, rate)
    c = running_average(s, g) {momentum = 0.1, factor = 1.0}
    update v = a
    update w = b
    update s = c)")),
            "d a+b c");
}

TEST(JoinCalls, LeavesNodesWithAnotherBetween) {
  EXPECT_EQ(Joined(absl::StrCat(kSources, R"(
    a = sgd(v, g, _, rate)
    c = running_average(s, g) {momentum = 0.1, factor = 1.0}
    b = sgd(w, g, _, rate)
    update v = a
    update w = b
    update s = c)")),
            "a c b");
}

// The second one reads what the first one writes.
TEST(JoinCalls, LeavesANodeThatReadsAnUpdatedVariable) {
  EXPECT_EQ(Joined(absl::StrCat(kSources, R"(
    a = sgd(v, g, _, rate)
    b = sgd(w, a, _, rate)
    update v = a
    update w = b)")),
            "a b");
}

TEST(JoinCalls, LeavesANodeWhoseVariableIsReadBefore) {
  EXPECT_EQ(Joined(absl::StrCat(kSources, R"(
    a = sgd(v, w, _, rate)
    b = sgd(w, g, _, rate)
    update v = a
    update w = b)")),
            "a b");
}

// What is no variable's next value may lie where an input of the other does.
TEST(JoinCalls, LeavesANodeThatWritesOtherMemory) {
  EXPECT_EQ(Joined(absl::StrCat(kSources, R"(
    a = sgd(v, g, _, rate)
    b = sgd(w, g, _, rate)
    update v = a
    output y = b)")),
            "a b");
}

}  // namespace
}  // namespace synfire
