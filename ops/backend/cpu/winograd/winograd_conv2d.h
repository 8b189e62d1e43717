// conv2d and conv2d_grad_input by Winograd's minimal filtering (transforms.h).
//
// The tiles' inputs, v [products, tiles, C], meet the weights, u [panels of O,
// chunks of C, products, C of a chunk, panel], in one matrix product for each
// of a tile's products; panels are made one after the other, so that their
// sums, m [products, tiles, panel], stay near.  Either
//
//   by tiles   all weights are transformed once; each thread takes blocks of
//              tiles whose v and m fit its second cache; or
//   by panels  where the weights are so many that reading them anew for each
//              small block would take longer than the products: blocks of
//              tiles are large and all threads', each takes panels, and
//              transforms a chunk of weights just before it is used.
//
// The sum over C has one order, chunk by chunk, so that neither the choice nor
// the number of threads changes a result.
#ifndef SYNFIRE_OPS_BACKEND_CPU_WINOGRAD_WINOGRAD_CONV2D_H_
#define SYNFIRE_OPS_BACKEND_CPU_WINOGRAD_WINOGRAD_CONV2D_H_

#include "graph/op/kernel.h"
#include "ops/backend/cpu/product/product_loops.h"
#include "ops/backend/cpu/winograd/matrices.h"
#include "ops/backend/cpu/winograd/tiling.h"
#include "ops/backend/cpu/winograd/winograd_loops.h"

namespace synfire {

class WinogradConv2d : public Kernel {
 public:
  enum class Op { kForward, kGradInput };

  WinogradConv2d(Op op, const WinogradTiling& tiling, bool biased,
                 const WinogradLoops& loops, const ProductLoops& products);
  size_t scratch_bytes() const override;
  void Run(const KernelArgs& args) override;

 private:
  struct Tiles {
    int64_t first, count;
  };
  int64_t ChooseBlock() const;
  Tiles BlockOf(int64_t i) const;
  int64_t ChunkChannels(int64_t chunk) const;

  void RunByTiles(const KernelArgs& args) const;
  void RunByPanels(const KernelArgs& args) const;
  void TransformInputs(const KernelArgs& args, Tiles tiles, float* v) const;
  void TransformWeights(const KernelArgs& args, int64_t panel, int64_t chunk,
                        float* u) const;
  // Sets m to the products of the first chunk, adds those of the others.
  void Multiply(Tiles tiles, int64_t chunk, const float* v, const float* u,
                float* m) const;
  void WriteOutputs(const KernelArgs& args, Tiles tiles, int64_t panel,
                    const float* m) const;

  const Op op_;
  const WinogradTiling tiling_;
  const bool biased_;
  const ProductLoops& products_;
  const WinogradTransforms& transforms_;
  const int64_t row_;     // floats of a tile's row of v
  const int64_t panels_;  // of output channels
  const int64_t chunks_;  // of kWinogradDepth channels of C
  const int64_t threads_;
  const Matrices u_;  // of a panel and a chunk
  const bool by_tiles_;
  const int64_t block_;   // tiles
  const Matrices v_, m_;  // of a block
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_WINOGRAD_WINOGRAD_CONV2D_H_
