// linear and linear_grad_weight driven by the non-zero elements of x.
//
// Forward, each adds one row of W^T to its row of y: inputs are taken by chunks
// whose rows of W^T, for a block of outputs, stay in the first cache while the
// rows of x go by.  Backward, each adds one row of dy to its row of dW^T: a
// block of outputs' dy stays there while the inputs go by.  Exact in f32 up to
// the order of the sum; no result depends on the number of threads.
#ifndef SYNFIRE_OPS_BACKEND_CPU_SPIKE_LINEAR_SPIKE_LINEAR_H_
#define SYNFIRE_OPS_BACKEND_CPU_SPIKE_LINEAR_SPIKE_LINEAR_H_

#include "ops/backend/cpu/isa.h"
#include "ops/backend/cpu/loops/packed.h"
#include "ops/backend/cpu/spike_conv/sparsity.h"
#include "ops/backend/cpu/spike_conv/spike_kernel.h"
#include "ops/backend/cpu/spike_conv/spike_loops.h"
#include "ops/backend/cpu/spike_conv/spike_masks.h"

namespace synfire {

class SpikeLinear : public SpikeKernel {
 public:
  // Runs where at most `most_density` of the elements of x are not zero.
  SpikeLinear(const KernelProblem& problem, Isa isa, double most_density);
  size_t scratch_bytes() const override;
  bool Run(const KernelArgs& args) override;
  double density() const override { return density_; }

 private:
  // The non-zero elements of a chunk of inputs, row by row.
  struct Lists {
    uint32_t* entries;
    float* values;
    uint32_t* starts;  // [rows + 1]
    uint8_t* bits;     // of a piece of x
  };

  int64_t InputsOf(int64_t chunk) const;
  int64_t list_entries() const;  // of a chunk
  int64_t list_bytes() const;
  Lists ListsOf(void* scratch, int64_t chunk) const;
  float* TileOf(void* scratch, int64_t thread) const;
  void List(const void* x, bool spikes, int64_t chunk, Lists lists) const;
  void AddBlock(const KernelArgs& args, bool spikes, int64_t block,
                float* tile) const;

  const int64_t rows_, inputs_, outputs_;
  const int64_t most_;  // elements that are not zero
  const bool biased_;
  const PackedInput x_;
  const SpikeLoops& loops_;
  const int64_t block_;   // outputs
  const int64_t chunks_;  // of inputs
  const int64_t threads_;
  double density_ = 0;
};

class SpikeLinearGradWeight : public SpikeKernel {
 public:
  SpikeLinearGradWeight(const KernelProblem& problem, Isa isa,
                        double most_density);
  size_t scratch_bytes() const override;
  bool Run(const KernelArgs& args) override;
  double density() const override { return density_; }

 private:
  // The rows, of a tile of them, at which each input is not zero.
  struct Lists {
    uint16_t* entries;
    float* values;
    uint32_t* starts;  // [inputs + 1]
    uint8_t* bits;     // of the tile's x, where they are not in x
  };
  // A thread's.
  struct Block {
    float* dy;    // [rows, kGradientBlock]
    float* sums;  // [inputs of a chunk, kGradientBlock]
  };

  int64_t RowsOf(int64_t tile) const;
  int64_t elements() const;  // of a tile, at most
  int64_t list_bytes() const;
  int64_t block_bytes() const;
  Lists ListsOf(void* scratch, int64_t tile) const;
  Block BlockOf(void* scratch, int64_t thread) const;
  void List(const void* x, bool spikes, int64_t tile, Lists lists) const;
  void AddBlock(const KernelArgs& args, bool spikes, int64_t first_output,
                Block block) const;

  const int64_t rows_, inputs_, outputs_;
  const int64_t most_;  // elements that are not zero
  const PackedInput x_;
  const SpikeLoops& loops_;
  const SpikeMasks masks_;
  const int64_t tiles_;  // of rows
  const int64_t threads_;
  double density_ = 0;
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_SPIKE_LINEAR_SPIKE_LINEAR_H_
