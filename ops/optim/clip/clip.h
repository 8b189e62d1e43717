// Clipping of all gradients by their global L2 norm.
//
//   global_norm  norm = sqrt(sum over all elements of all grads of g^2)
//   clip_scale   scale = min(1, max / (norm + 1e-6))
//
//   grads [*]          one or more of any shapes, static, one real type
//   norm, scale []     of that type
//
// The scale goes to the optimizers' input grad_scale.  A norm that is NaN gives
// a scale that is NaN, an infinite one 0.
// Source: the form, with its 1e-6, is that of
// torch.nn.utils.clip_grad_norm_.
#ifndef SYNFIRE_OPS_OPTIM_CLIP_CLIP_H_
#define SYNFIRE_OPS_OPTIM_CLIP_CLIP_H_

#include "graph/op/op.h"

namespace synfire {

OpDef GlobalNormOp();
OpDef ClipScaleOp();

void ReferenceGlobalNorm(const KernelProblem& problem, const KernelArgs& args);
void ReferenceClipScale(const KernelProblem& problem, const KernelArgs& args);

}  // namespace synfire

#endif  // SYNFIRE_OPS_OPTIM_CLIP_CLIP_H_
