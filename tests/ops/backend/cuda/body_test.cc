#include "tests/ops/backend/cuda/body_test.h"

#include <gtest/gtest.h>

#include <set>

#include "ops/backend/cuda/launch/host_launcher.h"
#include "tests/ops/case_tests.h"

namespace synfire {
namespace {

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
  RegisterKernelChecks(registry);
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
