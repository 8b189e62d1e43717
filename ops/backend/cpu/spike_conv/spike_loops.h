// The inner loops of convolutions that are driven by the non-zero elements of
// their input, over plain arrays, compiled for each instruction set.  All run
// on the calling thread; arrays do not overlap.
#ifndef SYNFIRE_OPS_BACKEND_CPU_SPIKE_CONV_SPIKE_LOOPS_H_
#define SYNFIRE_OPS_BACKEND_CPU_SPIKE_CONV_SPIKE_LOOPS_H_

#include <cstdint>

namespace synfire {

// The non-zero elements of a row of pixels [width, channels], column by column:
// those of column w are numbers starts[w] to starts[w + 1] of the two lists.
struct SpikeRow {
  const uint32_t* entries;  // w * channels + c, rising
  const float* values;      // null: all are 1
  const uint32_t* starts;   // [width + 1]
};

// Neighbouring taps of one row of a kernel, on a row of output pixels:
//
//   y[q,o] += sum over k, c of x[q * stride - pad + k, c] * weights[k,c,o]
//
// with zeros where x is read outside.
struct TapsOnRow {
  SpikeRow x;
  int64_t width, channels;  // of x
  int64_t stride, pad, taps;
  const float* weights;  // [taps, channels, block]
  int64_t outputs;       // pixels
  float* y;              // the block's first channel of the first pixel
  int64_t pixel;         // floats from a pixel of y to the next
  int64_t block;         // 1, 2 or 4 times `lanes`
  int64_t valid;         // how many of the block's channels y has
};

// Channels of dy that one pass of the weight gradient takes: 64 bytes.
constexpr int64_t kGradientBlock = 16;

// What a tile of input pixels adds to the gradient of the weights:
//
//   gradient[c,k,o] += sum over channel c's entries e of
//       values[e] * dy[entries[e] - back[k], o]
//
// Entries are positions in the tile of dy; those of channel c are numbers
// starts[c] to starts[c + 1].
struct TapsOfTile {
  const uint16_t* entries;
  const float* values;  // null: all are 1
  const uint32_t* starts;
  int64_t channels;
  const float* dy;  // [positions, kGradientBlock]
  const int32_t* back;
  int64_t taps;     // 1, 2, 3, 4, 6 or 9
  float* gradient;  // [channels, taps, kGradientBlock]
};

// packed[k,c,o] = weights[o * output_step + c * taps + k] for some channels c,
// and zeros for the outputs of the block that there are not.
struct WeightBlock {
  const float* weights;  // of the block's first output
  int64_t output_step;   // floats from an output's weights to the next's
  int64_t outputs, block;
  int64_t channels, first_channel, last_channel;
  int64_t taps;
  float* packed;  // [taps, channels, block]
};

// Where a tap's sums are: kGradientBlock floats, those of channel c at
// first + c * step.
struct SumsOfTap {
  int64_t first, step;
};

// gradient[o * output_step + c * taps + k] = sum over parts of the sums of (k,
// c, o), for some channels c.
struct GradientBlock {
  const float* sums;
  int64_t parts, part_step;
  const SumsOfTap* tap;  // [taps]
  int64_t taps, first_channel, last_channel;
  int64_t outputs;  // of kGradientBlock
  float* gradient;  // of the block's first output
  int64_t output_step;
};

struct SpikeLoops {
  int64_t lanes;  // floats of a vector
  void (*pack_weights)(const WeightBlock& block);
  void (*write_gradient)(const GradientBlock& block);
  // How many of x are not 0; *ones becomes false if one of them is not 1.
  int64_t (*count)(const float* x, int64_t size, bool* ones);
  // Lists x [width, channels]; `values` may be null.
  void (*list_row)(const float* x, int64_t width, int64_t channels,
                   uint32_t* entries, float* values, uint32_t* starts);
  void (*add_taps_on_row)(const TapsOnRow& taps);
  // counts[c]++ where x[c] is not 0.
  void (*count_pixel)(const float* x, int64_t channels, uint32_t* counts);
  // Where x[c] is not 0: entries[next[c]] = position, and values, which may be
  // null, likewise; next[c]++.
  void (*list_pixel)(const float* x, int64_t channels, uint16_t position,
                     uint32_t* next, uint16_t* entries, float* values);
  void (*add_taps_of_tile)(const TapsOfTile& taps);
};

namespace portable {
extern const SpikeLoops kSpikeLoops;
}
namespace avx2 {
extern const SpikeLoops kSpikeLoops;
}
namespace avx512 {
extern const SpikeLoops kSpikeLoops;
}

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_SPIKE_CONV_SPIKE_LOOPS_H_
