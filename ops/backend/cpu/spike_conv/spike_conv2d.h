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
#ifndef SYNFIRE_OPS_BACKEND_CPU_SPIKE_CONV_SPIKE_CONV2D_H_
#define SYNFIRE_OPS_BACKEND_CPU_SPIKE_CONV_SPIKE_CONV2D_H_

#include "ops/backend/cpu/isa.h"
#include "ops/backend/cpu/loops/packed.h"
#include "ops/backend/cpu/spike_conv/spike_kernel.h"
#include "ops/backend/cpu/spike_conv/spike_loops.h"
#include "ops/backend/cpu/spike_conv/spike_masks.h"
#include "ops/nn/conv2d/conv2d.h"

namespace synfire {

class SpikeConv2d : public SpikeKernel {
 public:
  // Why the sizes are none for it, or OK.
  static absl::Status Accepts(const KernelProblem& problem);

  // Runs where at most `most_density` of the elements of x are not zero.
  SpikeConv2d(const KernelProblem& problem, Isa isa, double most_density);
  size_t scratch_bytes() const override;
  bool Run(const KernelArgs& args) override;
  double density() const override { return density_; }

 private:
  // Output rows [begin, end) of all images, and the input rows they read, both
  // numbered through.
  struct Band {
    int64_t begin, end, first_input, last_input;
  };
  struct Lists {
    uint32_t* entries;
    float* values;
    uint32_t* starts;
    uint8_t* bits;  // of a row of x
  };

  int64_t weights_bytes() const;
  int64_t starts_bytes() const;
  float* StartsOf(void* scratch) const;
  int64_t list_entries() const;  // of a thread
  int64_t lists_bytes() const;   // of a thread
  Band BandOf(int64_t band) const;
  void PackWeights(const float* weight, float* packed) const;
  void PackStarts(const float* bias, float* starts) const;
  Lists ListsOf(char* scratch) const;
  int64_t SourceRow(int64_t output_row, int64_t tap) const;
  void List(const Band& band, const void* x, bool spikes, Lists lists) const;
  void ListTogether(const Band& band, const void* x, Lists lists) const;
  TapsOnRow TapsOf(int64_t block, const void* scratch) const;
  void Run(const Band& band, const KernelArgs& args, bool spikes,
           Lists lists) const;
  void RunTogether(const Band& band, const KernelArgs& args, Lists lists) const;
  void AddBlock(const Band& band, bool spikes, Lists lists, TapsOnRow taps,
                float* y) const;

  const Conv2dSizes sizes_;
  const int64_t most_;  // elements that are not zero
  const bool biased_;
  const PackedInput x_;
  const SpikeLoops& loops_;
  const SpikeMasks masks_;
  int64_t block_, blocks_;     // output channels of a block; blocks
  int64_t taps_at_once_;       // of a row of taps
  bool rows_at_once_;          // all rows of taps, if x are spikes
  int64_t band_rows_, bands_;  // output rows of a band; bands
  int64_t most_inputs_ = 0;    // input rows of a band
  int64_t threads_;
  double density_ = 0;
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_SPIKE_CONV_SPIKE_CONV2D_H_
