// Inputs 0 and 1 of a kernel, its operands, as another one reads them.
#ifndef SYNFIRE_OPS_BACKEND_OPERANDS_OPERAND_PAIR_H_
#define SYNFIRE_OPS_BACKEND_OPERANDS_OPERAND_PAIR_H_

#include <cstdint>

#include "graph/op/kernel.h"
#include "ops/backend/operands/operand_reader.h"

namespace synfire {

class OperandPair {
 public:
  OperandPair(const KernelProblem& problem, const Loops& loops, ReadAs first,
              ReadAs second);

  // The problem of what they are read as; it rounds no operands.
  KernelProblem Result(KernelProblem problem) const;
  // Of scratch; 0 where both are read in place.
  int64_t bytes() const { return bytes_[0] + bytes_[1]; }
  // Sets inputs[0] and inputs[1] to where they lie as they are read: where they
  // were given, or in `scratch`.  In parallel.
  void Read(const void* const* given, void* scratch, const void** inputs) const;

 private:
  OperandReader readers_[2];
  int64_t elements_[2], bytes_[2];
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_OPERANDS_OPERAND_PAIR_H_
