// The bodies of the device's neuron kernels, run on the host in both orders,
// against the reference: on the cases of ops/neurons and those beside.
#include <gtest/gtest.h>

#include <set>
#include <vector>

#include "ops/backend/cuda/launch/host_launcher.h"
#include "ops/backend/cuda/launch/kernel_list.h"
#include "ops/neurons/neuron_list.h"
#include "ops/neurons/neuron_ops.h"
#include "tests/ops/backend/cuda/host_neurons.h"
#include "tests/ops/checks.h"
#include "tests/ops/op_case.h"

namespace synfire {

// What the build compiles with nvcc.
std::vector<ListedKernel> ScanKernels();
const std::vector<ListedKernel>& SumKernels();

namespace {

const OpRegistry& Registry() {
  static const Catalog* const catalog = [] {
    auto* made = new Catalog;
    AddNeuronOps(made);
    ForEachNeuron([&](auto family) {
      AddHostNeuron<decltype(family)::template Of>(kCpu, &made->ops);
    });
    return made;
  }();
  return catalog->ops;
}

class CaseTest : public testing::Test {
 public:
  explicit CaseTest(const OpCase& op_case) : case_(op_case) {}
  void TestBody() override { CheckKernels(Registry(), case_, /*seed=*/1); }

 private:
  const OpCase& case_;
};

// A kernel that no case launches would go to the device untested; one that is
// launched and not listed has no device code.
class CoverageTest : public testing::Test {
 public:
  void TestBody() override {
    std::vector<ListedKernel> listed = ScanKernels();
    listed.insert(listed.end(), SumKernels().begin(), SumKernels().end());
    std::set<std::type_index> bodies;
    for (const ListedKernel& kernel : listed) {
      EXPECT_EQ(BodiesRunOnHost().count(kernel.body), 1)
          << kernel.name << " never ran";
      EXPECT_TRUE(bodies.insert(kernel.body).second)
          << kernel.name << " is listed twice";
    }
    for (const std::type_index& body : BodiesRunOnHost()) {
      EXPECT_EQ(bodies.count(body), 1) << body.name() << " is not listed";
    }
  }
};

// In the order in which they run.
void RegisterTests() {
  for (const OpCase& op_case : OpCases()) {
    if (op_case.benchmark_only) continue;
    testing::RegisterTest(
        op_case.op.c_str(), op_case.name.c_str(), nullptr, nullptr, __FILE__,
        __LINE__,
        [&op_case]() -> testing::Test* { return new CaseTest(op_case); });
  }
  testing::RegisterTest("CudaKernels", "AllRanOnTheHost", nullptr, nullptr,
                        __FILE__, __LINE__,
                        []() -> testing::Test* { return new CoverageTest; });
}

}  // namespace
}  // namespace synfire

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  synfire::RegisterTests();
  return RUN_ALL_TESTS();
}
