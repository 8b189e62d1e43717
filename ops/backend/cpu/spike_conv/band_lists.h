// The lists of spikes by which a convolution's output rows are computed, a band
// of them at a time.
#ifndef SYNFIRE_OPS_BACKEND_CPU_SPIKE_CONV_BAND_LISTS_H_
#define SYNFIRE_OPS_BACKEND_CPU_SPIKE_CONV_BAND_LISTS_H_

#include "ops/backend/cpu/spike_conv/spike_loops.h"
#include "ops/backend/cpu/spike_conv/spike_masks.h"
#include "ops/nn/conv2d/conv2d.h"

namespace synfire {

class BandLists {
 public:
  // Output rows [begin, end) of all images, and the input rows they read, both
  // numbered through.
  struct Band {
    int64_t begin, end, first_input, last_input;
  };

  // `together`: ListTogether is called too.
  BandLists(const Conv2dSizes& sizes, const PackedInput& x, bool together,
            const SpikeLoops& loops);

  int64_t bands() const { return bands_; }
  Band BandOf(int64_t i) const;
  // From `row` on, as far as a band goes, but not beyond `end`.
  Band BandFrom(int64_t row, int64_t end) const;
  // The row of x, numbered through, that a row of taps reads, or -1: outside.
  int64_t SourceRow(int64_t output_row, int64_t tap) const;

  // Of the memory in which a band is listed, aligned to 64 bytes.
  int64_t bytes() const;
  // Lists the rows of x that the band reads, one by one; `spikes`: all are 1.
  void List(const Band& band, const void* x, bool spikes, char* memory) const;
  // A row of x that was so listed.
  SpikeRow Row(const Band& band, int64_t row, bool spikes, char* memory) const;
  // For each output row, the rows of spikes that its taps read, together.
  void ListTogether(const Band& band, const void* x, char* memory) const;
  SpikeRow RowsOfOutput(const Band& band, int64_t row, char* memory) const;

 private:
  struct Lists {
    uint32_t* entries;
    float* values;
    uint32_t* starts;
    uint8_t* bits;  // of as many rows of x as the kernel has
  };

  // The row of its image that a tap reads; it may lie outside.
  struct Source {
    int64_t image, row;
  };

  Source SourceOf(int64_t output_row, int64_t tap) const;
  Lists ListsIn(char* memory) const;
  int64_t columns() const { return sizes_.input[kWidth]; }
  int64_t taps() const { return sizes_.window.kernel[kHeight]; }
  int64_t row_size() const { return columns() * sizes_.in_channels; }
  int64_t entries() const { return most_rows_ * row_size() + kListed; }
  int64_t starts_bytes() const {
    return Aligned(most_rows_ * (columns() + 1) * 4);
  }

  const Conv2dSizes sizes_;
  const SpikeLoops& loops_;
  const SpikeMasks masks_;
  int64_t band_rows_, bands_;  // output rows of a band; bands
  int64_t most_rows_ = 0;      // listed for a band
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_SPIKE_CONV_BAND_LISTS_H_
