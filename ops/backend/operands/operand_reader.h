// What a kernel reads in place of an operand as it lies in memory.
#ifndef SYNFIRE_OPS_BACKEND_OPERANDS_OPERAND_READER_H_
#define SYNFIRE_OPS_BACKEND_OPERANDS_OPERAND_READER_H_

#include <cstdint>

#include "ops/backend/cpu/loops/packed.h"

namespace synfire {

enum class ReadAs {
  kItself,  // whatever its form
  kFloats,  // plain
  // Plain, each element rounded to bfloat16 (ops/nn/operands/operands.h).
  kRoundedFloats,
  kBf16
};

class OperandReader {
 public:
  OperandReader(const KernelArgument& argument, const Loops& loops, ReadAs as);

  // Whether it is already as it is to be read: Read is then not called.
  bool InPlace() const;
  // Of an element that Read writes.
  int64_t element_bytes() const { return as_ == ReadAs::kBf16 ? 2 : 4; }
  // The type and form of what is read.
  KernelArgument Result(KernelArgument argument) const;
  // Elements [first, first + count) of the argument at `base`, as they are to
  // be read.  `first` is a multiple of kPackedUnit.
  void Read(const void* base, int64_t first, int64_t count, void* to) const;

 private:
  Form form_;
  ReadAs as_;
  PackedInput packed_;
  const Bf16Loops* loops_;
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_OPERANDS_OPERAND_READER_H_
