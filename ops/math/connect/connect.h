// Joins the residual branch A of a block with its shortcut S, element by
// element, by the function g of a spike-element-wise (SEW) block.
//
//   ADD    y = A + S
//   AND    y = A * S
//   IAND   y = (1 - A) * S
//
//   residual, shortcut [*]   of one shape and real type; a static one holds for
//                            every step of a temporal one
//   y [*]                    temporal if one of them is
//
// connect_grad: for dy of y's type, da = dy * dy/dA and ds = dy * dy/dS, both
// of the time of the three inputs together.
//
// Errors: "shortcut is [2,8], expected [2,4]: like residual".
// Source: Fang et al., "Deep Residual Learning in Spiking Neural Networks",
// NeurIPS 2021.
#ifndef SYNFIRE_OPS_MATH_CONNECT_CONNECT_H_
#define SYNFIRE_OPS_MATH_CONNECT_CONNECT_H_

#include "graph/op/op.h"

namespace synfire {

OpDef ConnectOp();
OpDef ConnectGradOp();

void ReferenceConnect(const KernelProblem& problem, const KernelArgs& args);
void ReferenceConnectGrad(const KernelProblem& problem, const KernelArgs& args);

}  // namespace synfire

#endif  // SYNFIRE_OPS_MATH_CONNECT_CONNECT_H_
