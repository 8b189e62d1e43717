// conv2d driven by the non-zero elements of x: each adds one row of weights to
// the outputs that read it, so that the work is the density's share of a dense
// convolution's.
//
// By bands of output rows: the rows of x that a band reads are listed once;
// then, for each block of output channels and each row of taps, the rows of
// weights of a block and a row of taps stay in the first cache while the band's
// pixels go by.  Where all of a block's weights stay there, the rows of x that
// an output row reads are listed together, and y is written once.  Exact in f32
// up to the order of the sum; no result depends on the number of threads.
//
// Where y is kDeferred, a run counts and packs the weights, and the bands
// follow as the reader asks for slabs.
#ifndef SYNFIRE_OPS_BACKEND_CPU_SPIKE_CONV_SPIKE_CONV2D_H_
#define SYNFIRE_OPS_BACKEND_CPU_SPIKE_CONV_SPIKE_CONV2D_H_

#include <optional>

#include "graph/op/deferred.h"
#include "ops/backend/cpu/isa.h"
#include "ops/backend/cpu/loops/packed.h"
#include "ops/backend/cpu/spike_conv/band_lists.h"
#include "ops/backend/cpu/spike_conv/spike_kernel.h"
#include "ops/backend/cpu/spike_conv/spike_loops.h"
#include "ops/nn/conv2d/conv2d.h"

namespace synfire {

class SpikeConv2d : public SpikeKernel, public SlabMaker {
 public:
  // Why the sizes are none for it, or OK.
  static absl::Status Accepts(const KernelProblem& problem);

  // Runs where at most `most_density` of the elements of x are not zero.
  SpikeConv2d(const KernelProblem& problem, Isa isa, double most_density);
  size_t scratch_bytes() const override;
  bool Run(const KernelArgs& args) override;
  double density() const override { return density_; }
  void Make(const KernelArgs& args, int64_t slot, const Slab& slab, float* out,
            int64_t stride) const override;

 private:
  using Band = BandLists::Band;

  int64_t weights_bytes() const;
  int64_t starts_bytes() const;
  float* StartsOf(void* scratch) const;
  void PackWeights(const float* weight, float* packed) const;
  void PackStarts(const float* bias, float* starts) const;
  TapsOnRow TapsOf(int64_t block, const void* scratch) const;
  char* ListsOf(void* scratch, int64_t slot) const;
  int64_t RowOfY() const { return sizes_.output[kWidth] * sizes_.out_channels; }
  // A band's output, from its first row at `y` on; row of taps by row of taps,
  // or in one.  `lists` is memory for the band's.
  void MakeBand(const Band& band, const KernelArgs& args, bool past_caches,
                char* lists, float* y) const;
  void MakeByTaps(const Band& band, const KernelArgs& args, char* lists,
                  float* y) const;
  void MakeTogether(const Band& band, const KernelArgs& args, bool past_caches,
                    char* lists, float* y) const;
  void AddBlock(const Band& band, char* lists, TapsOnRow taps, float* y) const;

  const Conv2dSizes sizes_;
  const int64_t most_;  // elements that are not zero
  const bool biased_;
  const bool deferred_;
  const int64_t steps_;  // that y has
  const PackedInput x_;
  const SpikeLoops& loops_;
  int64_t block_, blocks_;  // output channels of a block; blocks
  int64_t taps_at_once_;    // of a row of taps
  bool rows_at_once_;       // all rows of taps, if x are spikes
  std::optional<BandLists> lists_;
  int64_t threads_;
  double density_ = 0;
  bool spikes_ = true;  // in the last run: all that is not 0 is 1
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_SPIKE_CONV_SPIKE_CONV2D_H_
