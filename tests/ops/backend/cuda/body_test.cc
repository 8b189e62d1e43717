#include "tests/ops/backend/cuda/body_test.h"

#include <gtest/gtest.h>

#include <set>

#include "ops/backend/cuda/launch/host_launcher.h"
#include "tests/ops/checks.h"
#include "tests/ops/op_case.h"

namespace synfire {
namespace {

class CaseTest : public testing::Test {
 public:
  CaseTest(const OpRegistry& registry, const OpCase& op_case)
      : registry_(registry), case_(op_case) {}
  void TestBody() override { CheckKernels(registry_, case_, /*seed=*/1); }

 private:
  const OpRegistry& registry_;
  const OpCase& case_;
};

class CoverageTest : public testing::Test {
 public:
  explicit CoverageTest(const std::vector<ListedKernel>& listed)
      : listed_(listed) {}
  void TestBody() override {
    std::set<std::type_index> bodies;
    for (const ListedKernel& kernel : listed_) {
      EXPECT_EQ(BodiesRunOnHost().count(kernel.body), 1)
          << kernel.name << " never ran";
      EXPECT_TRUE(bodies.insert(kernel.body).second)
          << kernel.name << " is listed twice";
    }
    for (const std::type_index& body : BodiesRunOnHost()) {
      EXPECT_EQ(bodies.count(body), 1) << body.name() << " is not listed";
    }
  }

 private:
  const std::vector<ListedKernel>& listed_;
};

// In the order in which they run.
void RegisterTests(const OpRegistry& registry,
                   const std::vector<ListedKernel>& listed) {
  for (const OpCase& op_case : OpCases()) {
    if (op_case.benchmark_only) continue;
    testing::RegisterTest(op_case.op.c_str(), op_case.name.c_str(), nullptr,
                          nullptr, __FILE__, __LINE__,
                          [&registry, &op_case]() -> testing::Test* {
                            return new CaseTest(registry, op_case);
                          });
  }
  testing::RegisterTest(
      "CudaKernels", "AllRanOnTheHost", nullptr, nullptr, __FILE__, __LINE__,
      [&listed]() -> testing::Test* { return new CoverageTest(listed); });
}

}  // namespace

int RunBodyTests(int argc, char** argv, const OpRegistry& registry,
                 const std::vector<ListedKernel>& listed) {
  testing::InitGoogleTest(&argc, argv);
  RegisterTests(registry, listed);
  return RUN_ALL_TESTS();
}

}  // namespace synfire
