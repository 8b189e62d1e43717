#include "ops/backend/refusals.h"

#include "graph/op/op.h"

namespace synfire {
namespace {

const std::string& NameOf(const KernelProblem& problem, int i) {
  return problem.op->inputs()[i].name;
}

const char* TimeOf(const Type& type) {
  return type.temporal() ? "temporal" : "static";
}

}  // namespace

absl::Status ExpectF32(const KernelProblem& problem) {
  if (problem.input(0).dtype != DType::kF32) {
    return Refuse(NameOf(problem, 0), " is ", Name(problem.input(0).dtype),
                  ", this takes f32");
  }
  return absl::OkStatus();
}

absl::Status ExpectAlikeInTime(const KernelProblem& problem) {
  if (problem.input(0).time == problem.input(1).time) return absl::OkStatus();
  return Refuse(NameOf(problem, 0), " is ", TimeOf(problem.input(0)), " and ",
                NameOf(problem, 1), " ", TimeOf(problem.input(1)),
                ", this takes two alike");
}

}  // namespace synfire
