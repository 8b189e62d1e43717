// conv2d_grad_weight by Winograd's minimal filtering (transforms.h).
//
// For each of a tile's products, the matrix of the transformed inputs, v
// [tiles, C], transposed, times that of the transformed dy, w [tiles, O], is
// the gradient of the transformed weights, u [C, O].  By batches of tiles, and
// by blocks of C and O so that u and a batch of v and w take little memory.
// Threads share the products and the channels, never the sum over tiles, whose
// order depends on the problem alone.
#ifndef SYNFIRE_OPS_BACKEND_CPU_WINOGRAD_WINOGRAD_GRAD_WEIGHT_H_
#define SYNFIRE_OPS_BACKEND_CPU_WINOGRAD_WINOGRAD_GRAD_WEIGHT_H_

#include "graph/op/kernel.h"
#include "ops/backend/cpu/product/product_loops.h"
#include "ops/backend/cpu/winograd/matrices.h"
#include "ops/backend/cpu/winograd/tiling.h"
#include "ops/backend/cpu/winograd/winograd_loops.h"

namespace synfire {

class WinogradGradWeight : public Kernel {
 public:
  WinogradGradWeight(const WinogradTiling& tiling, const WinogradLoops& loops,
                     const ProductLoops& products);
  size_t scratch_bytes() const override;
  void Run(const KernelArgs& args) override;

 private:
  // Channels [begin, end) of x or of dy.
  struct Channels {
    int64_t begin, end;
    int64_t size() const { return end - begin; }
  };
  // A batch's transformed x and dy, [products, panels, tiles, panel], and the
  // blocks' gradients, [products, panels of O, C, panel].
  struct Scratch {
    float *v, *w, *u;
  };
  Scratch ScratchOf(void* memory) const;

  void AddBatch(const KernelArgs& args, Channels in, Channels out,
                int64_t first, const Scratch& scratch) const;
  void TransformInput(const float* x, Channels in, const WinogradTile& tile,
                      float* v) const;
  void TransformOutput(const float* dy, Channels out, const WinogradTile& tile,
                       float* w) const;
  void WriteGradient(Channels in, Channels out, const float* u,
                     float* gradient) const;

  const WinogradTiling tiling_;
  const ProductLoops& products_;
  const WinogradTransforms& transforms_;
  const int64_t batch_;                 // tiles
  const int64_t in_block_, out_block_;  // channels
  const Matrices v_, w_, u_;
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_WINOGRAD_WINOGRAD_GRAD_WEIGHT_H_
