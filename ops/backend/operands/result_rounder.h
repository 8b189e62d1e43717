// The rounding of a result (ops/nn/operands/operands.h), for a kernel that
// makes it in f32.
#ifndef SYNFIRE_OPS_BACKEND_OPERANDS_RESULT_ROUNDER_H_
#define SYNFIRE_OPS_BACKEND_OPERANDS_RESULT_ROUNDER_H_

#include <cstdint>

#include "graph/op/kernel.h"
#include "ops/backend/cpu/loops/loops.h"

namespace synfire {

class ResultRounder {
 public:
  // `writes_bf16`: the kernel rounds by itself where the output is in bf16.
  ResultRounder(const KernelProblem& problem, const Loops& loops,
                bool writes_bf16);

  // The problem of the kernel, which rounds no result: its output 0 is plain,
  // f32, or of type bf16.
  KernelProblem Given(KernelProblem problem) const;
  // Whether there is anything to do behind the kernel.
  bool rounds() const { return how_ != kNot; }
  // Of scratch, where the kernel then writes; 0: in the output itself.
  int64_t bytes() const;
  // Rounds what the kernel left at `from` to the output, `to`, which may be the
  // same where bytes() is 0.  In parallel.
  void Round(const float* from, void* to) const;

 private:
  enum { kNot, kInPlace, kFromScratch } how_ = kNot;
  bool kernel_rounds_ = false;
  const int64_t elements_;
  const Bf16Loops* loops_;
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_OPERANDS_RESULT_ROUNDER_H_
