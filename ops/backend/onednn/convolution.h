// conv2d, conv2d_grad_input and conv2d_grad_weight (ops/nn/conv2d/conv2d.h) in
// f32, by three candidates each, best first:
//
//   onednn:winograd  F(4x4,3x3), with AVX-512, on images in blocks of 16
//                    channels; 1.3 to 2.5 times as fast as a direct one at a
//                    relative RMS error of 4e-7 to 1.3e-6 (reorders included)
//   onednn:blocked   direct, on images in blocks of channels
//   onednn:direct    direct, on images as they are, channels last
//
// With operands = bf16 (ops/nn/operands/operands.h) there is one candidate:
//
//   onednn:bf16      direct, channels last, operands converted into scratch
//                    (bf16.h)
//
// What decides is a rule of sizes and instruction sets, measured once: never a
// timer, so that a run repeats itself.
#ifndef SYNFIRE_OPS_BACKEND_ONEDNN_CONVOLUTION_H_
#define SYNFIRE_OPS_BACKEND_ONEDNN_CONVOLUTION_H_

#include <vector>

#include "graph/op/kernel.h"

namespace synfire {

void AddOneDnnConvolutions(std::vector<KernelCandidate>* kernels);
void AddOneDnnBf16Convolutions(std::vector<KernelCandidate>* kernels);

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_ONEDNN_CONVOLUTION_H_
