#include "ops/backend/operands/operand_pair.h"

#include <string>

#include "core/parallel.h"
#include "ops/backend/cpu/rounding.h"

namespace synfire {

OperandPair::OperandPair(const KernelProblem& problem, const Loops& loops,
                         ReadAs first, ReadAs second)
    : readers_{OperandReader(*problem.inputs[0], loops, first),
               OperandReader(*problem.inputs[1], loops, second)} {
  for (int i = 0; i < 2; ++i) {
    elements_[i] = problem.InputElements(i);
    bytes_[i] = readers_[i].InPlace()
                    ? 0
                    : Aligned(elements_[i] * readers_[i].element_bytes());
  }
}

KernelProblem OperandPair::Result(KernelProblem problem) const {
  for (int i = 0; i < 2; ++i) {
    problem.inputs[i] = readers_[i].Result(*problem.inputs[i]);
  }
  problem.attrs.Set("operands", std::string("f32"));
  return problem;
}

void OperandPair::Read(const void* const* given, void* scratch,
                       const void** inputs) const {
  // Elements of an item of parallel work.
  constexpr int64_t kItem = 1 << 14;
  char* slot = static_cast<char*>(scratch);
  for (int i = 0; i < 2; ++i) {
    const OperandReader& reader = readers_[i];
    inputs[i] = given[i];
    if (reader.InPlace()) continue;
    ParallelFor(elements_[i], kItem, [&](int64_t begin, int64_t end) {
      reader.Read(given[i], begin, end - begin,
                  slot + begin * reader.element_bytes());
    });
    inputs[i] = slot;
    slot += bytes_[i];
  }
}

}  // namespace synfire
