// How fast this machine multiplies in bf16, for the bounds of benchmarks.
#ifndef SYNFIRE_OPS_BACKEND_ONEDNN_BF16_SPEED_H_
#define SYNFIRE_OPS_BACKEND_ONEDNN_BF16_SPEED_H_

namespace synfire {

// Operations a second (a multiply-add is two) of oneDNN's product of two square
// bf16 matrices that the second cache holds, added up in f32, on all threads of
// core/parallel.h: the best of what fits into `seconds`.  By AMX where the
// machine has it.  0 where it has no instructions for bf16.
double OneDnnBf16FlopsPerSecond(double seconds);

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_ONEDNN_BF16_SPEED_H_
