// Tests that are made of cases when a program starts.
#ifndef SYNFIRE_TESTS_OPS_CASE_TESTS_H_
#define SYNFIRE_TESTS_OPS_CASE_TESTS_H_

#include <functional>
#include <string>

#include "graph/op/registry.h"
#include "tests/ops/op_case.h"

namespace synfire {

// Registers `body` with GoogleTest as the test OP.NAME.
void RegisterCaseTest(const OpCase& op_case, const std::string& name,
                      std::function<void()> body);

// CheckKernels on every case that is linked into the program, as OP.CASE, in
// order.  `registry` outlives the tests.
void RegisterKernelChecks(const OpRegistry& registry);

}  // namespace synfire

#endif  // SYNFIRE_TESTS_OPS_CASE_TESTS_H_
