// The test program of a list of cases: registers the checks that apply to each
// case as tests "op.check/case".  --seed=N varies the inputs.
#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "ops/all_ops.h"
#include "tests/ops/case_tests.h"
#include "tests/ops/checks.h"
#include "tests/ops/op_case.h"

namespace synfire {
namespace {

void Register(const OpRegistry& registry, const OpCase& op_case,
              const std::string& check_name, CaseCheck check, uint64_t seed) {
  RegisterCaseTest(op_case, absl::StrCat(check_name, "/", op_case.name),
                   [&registry, &op_case, check, seed] {
                     SCOPED_TRACE(absl::StrCat("inputs of --seed=", seed));
                     check(registry, op_case, seed);
                   });
}

// A temporal input, or a scan, which makes time out of none.
bool RunsOverTime(const OpDef& op, const OpCase& op_case) {
  if (op.unrolling() == Unrolling::kJoint) return false;
  bool temporal = op.unrolling() == Unrolling::kScan;
  for (const CaseInput& input : op_case.inputs) {
    const absl::StatusOr<Type> type = Type::FromString(input.type);
    temporal |= type.ok() && type->temporal();
  }
  return temporal;
}

void RegisterCases(const OpRegistry& registry, uint64_t seed) {
  for (const OpCase& op_case : OpCases()) {
    if (op_case.benchmark_only) continue;
    Register(registry, op_case, "forward", CheckForward, seed);
    const OpDef* op = registry.Find(op_case.op);
    if (op == nullptr) continue;  // which "forward" reports
    if (op_case.gradient) {
      Register(registry, op_case, "gradient", CheckGradient, seed);
    }
    Register(registry, op_case, "kernels", CheckKernels, seed);
    if (RunsOverTime(*op, op_case)) {
      Register(registry, op_case, "unrolled", CheckUnrolled, seed);
    }
  }
}

}  // namespace
}  // namespace synfire

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  uint64_t seed = 1;
  for (int i = 1; i < argc; ++i) {
    absl::string_view argument = argv[i];
    if (!absl::ConsumePrefix(&argument, "--seed=") ||
        !absl::SimpleAtoi(argument, &seed)) {
      std::cerr << argv[i] << " is no option; expected --seed=N\n";
      return EXIT_FAILURE;
    }
  }
  synfire::RegisterCases(synfire::AllOps().ops, seed);
  if (synfire::OpCases().empty()) {
    std::cerr << "no op case is linked into this test\n";
    return EXIT_FAILURE;
  }
  return RUN_ALL_TESTS();
}
