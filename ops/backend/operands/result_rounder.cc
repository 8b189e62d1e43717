#include "ops/backend/operands/result_rounder.h"

#include <string>

#include "core/parallel.h"
#include "graph/op/op.h"
#include "ops/backend/cpu/rounding.h"

namespace synfire {

ResultRounder::ResultRounder(const KernelProblem& problem, const Loops& loops,
                             bool writes_bf16)
    : elements_(problem.OutputElements(0)), loops_(&loops.bf16) {
  if (problem.outputs[0].form == Form::kBf16) {
    kernel_rounds_ = writes_bf16;
    if (!writes_bf16) how_ = kFromScratch;
  } else if (problem.op->Rounds(problem.attrs)) {
    how_ = kInPlace;
  }
}

KernelProblem ResultRounder::Given(KernelProblem problem) const {
  if (!rounds() && !kernel_rounds_) return problem;
  if (problem.attrs.Has("result")) {
    problem.attrs.Set("result", std::string("f32"));
  }
  problem.outputs[0].form = Form::kPlain;
  if (kernel_rounds_) problem.outputs[0].type.dtype = DType::kBF16;
  return problem;
}

int64_t ResultRounder::bytes() const {
  return how_ == kFromScratch
             ? Aligned(elements_ * static_cast<int64_t>(sizeof(float)))
             : 0;
}

void ResultRounder::Round(const float* from, void* to) const {
  // Elements of an item of parallel work.
  constexpr int64_t kItem = 1 << 14;
  ParallelFor(elements_, kItem, [&](int64_t begin, int64_t end) {
    if (how_ == kFromScratch) {
      loops_->from_floats(from + begin, end - begin,
                          static_cast<uint16_t*>(to) + begin);
    } else {
      loops_->round(from + begin, end - begin, static_cast<float*>(to) + begin);
    }
  });
}

}  // namespace synfire
