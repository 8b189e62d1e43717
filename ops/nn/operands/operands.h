// How an op that multiplies takes its operands, x and weight:
//
//   operands = f32    as they are
//   operands = bf16   each element rounded to bfloat16 (core/bf16.h); products
//                     are added up in f32 or better
//
// and what it makes of the sum, y, with the bias:
//
//   result = f32      it is left as it was added up
//   result = bf16     each element is rounded to the nearest bfloat16, of two
//                     the even one, and this is what every reader sees, in the
//                     forward and the backward pass
//
// A layer's result is rounded where its operands are, if norms and neurons
// alone read it (graph/passes/round_results.h).
//
// A bias is no operand.  The gradient goes straight through the rounding: dx is
// made of dy and weight, dweight of x and dy, all of them rounded, as if y were
// the product of numbers that were bfloat16 all along; dy itself, and dx and
// dweight, are f32.  Spikes, and sums of up to 256, are bfloat16 already.  A
// kernel may take an operand, a product or a result below 2^-126 for 0, as AMX
// does.
#ifndef SYNFIRE_OPS_NN_OPERANDS_OPERANDS_H_
#define SYNFIRE_OPS_NN_OPERANDS_OPERANDS_H_

#include <string>
#include <vector>

#include "core/bf16.h"
#include "core/parallel.h"
#include "core/spec/schema.h"
#include "core/status.h"
#include "graph/op/kernel.h"
#include "graph/op/layer.h"

namespace synfire {

AttrDef OperandsAttr();       // "operands", f32 or bf16, of an op; default f32
AttrDef LayerOperandsAttr();  // and of a layer; default none: as the run says
AttrDef ResultAttr();         // "result", f32 or bf16, of an op; default f32

// The op's attribute for a layer.  Error: "operands = bf16 rounds f32, the
// network is f64".
absl::StatusOr<std::string> OperandsOf(const LayerContext& context);

// Whether an op with these attributes, "operands" among them, rounds.
bool RoundsOperands(const Attrs& attrs);

// The same of "result".  Error of a shape rule: "result = bf16 needs operands =
// bf16".
bool RoundsResult(const Attrs& attrs);
absl::Status ExpectRoundedOperands(const Attrs& attrs);

// The attributes for the op's gradients, which have no result to round.
Attrs WithoutResult(const Attrs& attrs);

// Operand `kPort` of a reference kernel in R, f32 or f64, which becomes f32
// first: as given, or rounded in memory that stays with the thread, for a
// kernel must not allocate in a steady state.
template <typename R, int kPort>
const R* Operand(const KernelProblem& problem, const KernelArgs& args) {
  const R* const given = args.Input<R>(kPort);
  if (!RoundsOperands(problem.attrs)) return given;
  thread_local std::vector<R> memory;
  memory.resize(problem.InputElements(kPort));
  R* const rounded = memory.data();
  constexpr int64_t kGrain = 1 << 14;
  ParallelFor(problem.InputElements(kPort), kGrain,
              [&](int64_t begin, int64_t end) {
                for (int64_t i = begin; i < end; ++i) {
                  rounded[i] = RoundToBf16(static_cast<float>(given[i]));
                }
              });
  return rounded;
}

// Rounds output 0 of a reference kernel if the op rounds its result.
template <typename R>
void FinishResult(const KernelProblem& problem, const KernelArgs& args) {
  if (!RoundsResult(problem.attrs)) return;
  R* const y = args.Output<R>(0);
  for (int64_t i = 0; i < problem.OutputElements(0); ++i) {
    y[i] = RoundToBf16(static_cast<float>(y[i]));
  }
}

}  // namespace synfire

#endif  // SYNFIRE_OPS_NN_OPERANDS_OPERANDS_H_
