// conv2d_grad_weight driven by the non-zero elements of x: each adds one row of
// dy to the gradient of every tap that reads it.
//
// By tiles of input pixels (gradient_tiles.h): the pixels at which each channel
// of a tile is not zero are listed; then, for each block of output channels,
// the block's dy around the tile is copied next to each other, and a channel's
// taps stay in registers while its list goes by.  Tiles are taken in batches,
// which bounds the lists.  The sums run in a fixed order: no result depends on
// the number of threads.
#ifndef SYNFIRE_OPS_BACKEND_CPU_SPIKE_CONV_SPIKE_GRAD_WEIGHT_H_
#define SYNFIRE_OPS_BACKEND_CPU_SPIKE_CONV_SPIKE_GRAD_WEIGHT_H_

#include <vector>

#include "ops/backend/cpu/isa.h"
#include "ops/backend/cpu/loops/packed.h"
#include "ops/backend/cpu/spike_conv/gradient_tiles.h"
#include "ops/backend/cpu/spike_conv/spike_kernel.h"
#include "ops/backend/cpu/spike_conv/spike_loops.h"
#include "ops/backend/cpu/spike_conv/spike_masks.h"

namespace synfire {

class SpikeConv2dGradWeight : public SpikeKernel {
 public:
  static absl::Status Accepts(const KernelProblem& problem);

  // Runs where at most `most_density` of the elements of x are not zero.
  SpikeConv2dGradWeight(const KernelProblem& problem, Isa isa,
                        double most_density);
  size_t scratch_bytes() const override;
  bool Run(const KernelArgs& args) override;
  double density() const override { return density_; }

 private:
  // Where a tile's lists are: class by class, one after the other.
  struct Lists {
    uint16_t* entries;
    float* values;
    uint32_t* starts;  // [classes, channels + 1]
    uint8_t* bits;     // of the tile's x, where they are not in x
  };
  struct Scratch {
    float* sums;  // [parts, blocks, taps and channels, kGradientBlock]
    char* lists;
    float* dy;  // a tile of it for each thread
  };

  Scratch ScratchOf(void* memory) const;
  Lists ListsOf(const Scratch& scratch, int64_t tile_of_batch) const;
  const uint8_t* MasksOf(const GradientTile& tile, const void* x, int64_t first,
                         uint8_t* buffer) const;
  void List(const GradientTile& tile, const void* x, bool spikes,
            Lists lists) const;
  void CopyTile(const GradientTile& tile, const float* dy, int64_t block,
                float* copy) const;
  void AddTile(const float* dy, bool spikes, const Lists& lists,
               float* sums) const;
  void AddBatch(int64_t first_tile, int64_t tiles, const float* dy, bool spikes,
                const Scratch& scratch) const;
  void WriteGradient(const float* sums, float* gradient) const;

  int64_t elements() const {  // of x, in a tile, at most
    return tiles_.pixels() * sizes_.in_channels;
  }
  int64_t block_size() const {  // of the sums
    return sizes_.window.taps() * sizes_.in_channels * kGradientBlock;
  }

  const Conv2dSizes sizes_;
  const int64_t most_;  // elements that are not zero
  const GradientTiles tiles_;
  const PackedInput x_;
  const SpikeLoops& loops_;
  const SpikeMasks masks_;
  std::vector<SumsOfTap> sums_of_tap_;
  int64_t blocks_;      // of output channels
  int64_t parts_;       // of a batch, each with sums of its own
  int64_t batch_;       // tiles
  int64_t list_bytes_;  // of a tile
  int64_t threads_;
  double density_ = 0;
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_SPIKE_CONV_SPIKE_GRAD_WEIGHT_H_
