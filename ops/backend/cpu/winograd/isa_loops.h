// The functions of WinogradLoops, of one instruction set.
#ifndef SYNFIRE_OPS_BACKEND_CPU_WINOGRAD_ISA_LOOPS_H_
#define SYNFIRE_OPS_BACKEND_CPU_WINOGRAD_ISA_LOOPS_H_

#include "core/simd.h"
#include "ops/backend/cpu/winograd/winograd_loops.h"

namespace synfire {
namespace SYNFIRE_ISA {

using Lanes = Vec<float, kFloatLanes>;

// A panel is two vectors: with a row of tiles each, their sums fill the
// registers.
constexpr int kPanelVectors = 2;
constexpr int kPanel = kPanelVectors * kFloatLanes;

void MultiplyBlock(const ProductBlock& block);
void MultiplyGradientBlock(const GradientBlock& block);

}  // namespace SYNFIRE_ISA
}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_WINOGRAD_ISA_LOOPS_H_
