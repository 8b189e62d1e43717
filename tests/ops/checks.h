// What the harness makes of one case; see op_case.h.  Each reports through
// GoogleTest and works on inputs made from `seed`.
#ifndef SYNFIRE_TESTS_OPS_CHECKS_H_
#define SYNFIRE_TESTS_OPS_CHECKS_H_

#include <cstdint>

#include "graph/op/registry.h"
#include "tests/ops/op_case.h"

namespace synfire {

using CaseCheck = void (*)(const OpRegistry& registry, const OpCase& op_case,
                           uint64_t seed);

// The reference kernel runs, in f32 and f64, keeps to its memory and writes
// every element; where the op allows in-place work, that gives the same bytes.
void CheckForward(const OpRegistry&, const OpCase&, uint64_t);

// The gradient of sum(weights * outputs) against its central differences.
// Asking for one input's gradient alone gives the same bytes.
void CheckGradient(const OpRegistry&, const OpCase&, uint64_t);

// Every other candidate that accepts a node of the forward or backward graph,
// against the reference; skipped, with every refusal, where none does.
void CheckKernels(const OpRegistry&, const OpCase&, uint64_t);

// The reference run on one step at a time, as the unroller arranges it, gives
// the bytes of all steps at once.  An output of a scan that is static and not
// carried is a total over steps.  Skipped, with the op's words, where its shape
// rule refuses to be unrolled.
void CheckUnrolled(const OpRegistry&, const OpCase&, uint64_t);

}  // namespace synfire

#endif  // SYNFIRE_TESTS_OPS_CHECKS_H_
