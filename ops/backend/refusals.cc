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

absl::Status ExpectF32Input(const KernelProblem& problem) {
  if (problem.input(0).dtype == DType::kF32) return absl::OkStatus();
  return Refuse(NameOf(problem, 0), " is ", Name(problem.input(0).dtype),
                ", this takes f32");
}

// Of an op without operands that may be rounded: f32.
std::string OperandsOf(const KernelProblem& problem) {
  const Attrs& attrs = problem.attrs;
  return attrs.Has("operands") ? attrs.String("operands") : "f32";
}

}  // namespace

absl::Status ExpectF32(const KernelProblem& problem) {
  SYNFIRE_RETURN_IF_ERROR(ExpectF32Input(problem));
  const std::string operands = OperandsOf(problem);
  if (operands == "f32") return absl::OkStatus();
  return Refuse("operands = ", operands, ", this takes f32");
}

absl::Status ExpectBf16Operands(const KernelProblem& problem) {
  SYNFIRE_RETURN_IF_ERROR(ExpectF32Input(problem));
  const std::string operands = OperandsOf(problem);
  if (operands == "bf16") return absl::OkStatus();
  return Refuse("operands = ", operands, ", this takes bf16");
}

absl::Status ExpectAlikeInTime(const KernelProblem& problem) {
  if (problem.input(0).time == problem.input(1).time) return absl::OkStatus();
  return Refuse(NameOf(problem, 0), " is ", TimeOf(problem.input(0)), " and ",
                NameOf(problem, 1), " ", TimeOf(problem.input(1)),
                ", this takes two alike");
}

}  // namespace synfire
