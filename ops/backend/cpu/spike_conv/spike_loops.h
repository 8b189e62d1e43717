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

// Of a kernel.
constexpr int64_t kMostRowsOfTaps = 3;

// Several rows of pixels, one below the other, listed together: column by
// column, in each row by row.  Null: all of the row is 0.
struct RowsOfBits {
  const uint8_t* const* rows;  // each pixel's bits from a byte of their own on
  int64_t count;               // at most kMostRowsOfTaps
  uint32_t step;               // of the entries, from a row to the next
};

// Neighbouring taps of one row of a kernel, on a row of output pixels:
//
//   y[q,o] = before + sum over k, c of x[q * stride - pad + k, c] *
//       weights[k,c,o]
//
// with zeros where x is read outside.  All rows of a kernel, if x are as many
// rows, a step of taps * channels apart.
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
  const float* start;    // before: [block], or null: y
  bool past_caches;      // of y; its blocks are whole and aligned
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

// A list's last entries are written with this many at a time: behind each list
// there is room for as many more.
constexpr int kListed = 16;

// Pixels of a tile whose lists are made at once.
constexpr int64_t kMostTilePixels = 1536;

// Lists, for each channel, the positions of the pixels in which it is not 0,
// the list of channel c from number starts[c] on; writes starts[c + 1].
struct TilePixels {
  // Pixel p has its bits in `channels` / 8 bytes, rounded up, the first one
  // number bits_at[p] times as many: bit c % 8 of byte c / 8 is set where
  // channel c is not 0.
  const uint8_t* bits;
  const int64_t* bits_at;     // [pixels]
  const uint16_t* positions;  // [pixels]; read up to a multiple of 32
  int64_t pixels;             // at most kMostTilePixels
  int64_t channels;
  uint16_t* entries;
  uint32_t* starts;  // [channels + 1], the first one given
  // Null: all are 1.  Channel c of pixel p is number elements_at[p] * channels
  // + c of the bytes, or if there are none of the floats.
  float* values;
  const int64_t* elements_at;  // [pixels]
  const uint8_t* bytes;
  const float* floats;
};

struct SpikeLoops {
  int64_t lanes;  // floats of a vector
  void (*pack_weights)(const WeightBlock& block);
  void (*write_gradient)(const GradientBlock& block);
  // How many of x are not 0; *ones becomes false if one of them is not 1.
  int64_t (*count)(const float* x, int64_t size, bool* ones);
  // SpikeRow's entries and starts.
  void (*list_rows)(const RowsOfBits& rows, int64_t width, int64_t channels,
                    uint32_t* entries, uint32_t* starts);
  // values[i] = x[entries[i]]
  void (*take_floats)(const float* x, const uint32_t* entries, int64_t count,
                      float* values);
  void (*take_bytes)(const uint8_t* x, const uint32_t* entries, int64_t count,
                     float* values);
  void (*add_taps_on_row)(const TapsOnRow& taps);
  void (*list_tile)(const TilePixels& pixels);
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
