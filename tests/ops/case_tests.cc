#include "tests/ops/case_tests.h"

#include <gtest/gtest.h>

#include <utility>

#include "tests/ops/checks.h"

namespace synfire {
namespace {

class CaseTest : public testing::Test {
 public:
  explicit CaseTest(std::function<void()> body) : body_(std::move(body)) {}
  void TestBody() override { body_(); }

 private:
  const std::function<void()> body_;
};

}  // namespace

void RegisterCaseTest(const OpCase& op_case, const std::string& name,
                      std::function<void()> body) {
  testing::RegisterTest(
      op_case.op.c_str(), name.c_str(), nullptr, nullptr, __FILE__, __LINE__,
      [body]() -> testing::Test* { return new CaseTest(body); });
}

void RegisterKernelChecks(const OpRegistry& registry) {
  for (const OpCase& op_case : OpCases()) {
    if (op_case.benchmark_only) continue;
    RegisterCaseTest(op_case, op_case.name, [&registry, &op_case] {
      CheckKernels(registry, op_case, /*seed=*/1);
    });
  }
}

}  // namespace synfire
