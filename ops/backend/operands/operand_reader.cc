#include "ops/backend/operands/operand_reader.h"

namespace synfire {

OperandReader::OperandReader(const KernelArgument& argument, const Loops& loops,
                             ReadAs as)
    : form_(argument.form),
      as_(as),
      packed_(argument, loops),
      loops_(&loops.bf16) {}

bool OperandReader::InPlace() const {
  switch (as_) {
    case ReadAs::kItself:
      return true;
    case ReadAs::kFloats:
      return form_ == Form::kPlain;
    case ReadAs::kBf16:
      return form_ == Form::kBf16;
    case ReadAs::kRoundedFloats:
      break;
  }
  return false;
}

KernelArgument OperandReader::Result(KernelArgument argument) const {
  if (as_ != ReadAs::kItself) argument.form = Form::kPlain;
  if (as_ == ReadAs::kBf16) argument.type.dtype = DType::kBF16;
  return argument;
}

void OperandReader::Read(const void* base, int64_t first, int64_t count,
                         void* to) const {
  if (as_ == ReadAs::kBf16) {
    auto* const y = static_cast<uint16_t*>(to);
    if (form_ == Form::kBits) {
      loops_->from_bits(static_cast<const uint8_t*>(base) + first / 8, count,
                        y);
    } else if (form_ == Form::kBytes) {
      loops_->from_bytes(static_cast<const uint8_t*>(base) + first, count, y);
    } else {
      loops_->from_floats(static_cast<const float*>(base) + first, count, y);
    }
    return;
  }
  auto* const y = static_cast<float*>(to);
  if (form_ == Form::kBf16) {
    loops_->to_floats(static_cast<const uint16_t*>(base) + first, count, y);
    return;
  }
  const float* const x = packed_.Read(base, first, count, y);
  // What was packed is bfloat16 already.
  if (as_ == ReadAs::kRoundedFloats && packed_.plain()) {
    loops_->round(x, count, y);
  }
}

}  // namespace synfire
