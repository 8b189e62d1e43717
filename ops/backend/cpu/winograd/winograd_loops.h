// The inner loops of Winograd convolutions (transforms.h has the mathematics),
// over plain arrays, compiled for each instruction set.  All run on the calling
// thread; arrays do not overlap.
//
// A tile of m x m outputs reads n x n inputs, n = m + 2, and becomes n * n
// products a pair of channels: each product p has matrices of its own,
// `plane` floats after those of product p - 1.  A panel of channels is what a
// matrix product makes at a time (ops/backend/cpu/product/product_loops.h).
#ifndef SYNFIRE_OPS_BACKEND_CPU_WINOGRAD_WINOGRAD_LOOPS_H_
#define SYNFIRE_OPS_BACKEND_CPU_WINOGRAD_WINOGRAD_LOOPS_H_

#include <cstdint>

namespace synfire {

// Pixels of an image, the first of them at (top, left), with zeros for those
// outside the image: for a tile's inputs n x n, for its outputs' gradients m x
// m.  Goes to n * n vectors v of channels, panel by panel; what follows the
// last channel in its panel is undefined.
struct ImageTile {
  const float* image;  // the first pixel's first channel
  int64_t height, width;
  int64_t pixel;      // floats from a pixel to the next
  int64_t channels;   // to be transformed
  int64_t top, left;  // may be negative
  float* v;
  int64_t plane;
  int64_t panel_step;  // floats from a panel of v to the next
};

// u = G g G^T for the 3x3 weights g of `channels` inputs and a panel of
// outputs.  Weights of output o and input c begin at
// weights[o * output_step + c * channel_step].
struct WeightPanel {
  const float* weights;
  int64_t output_step, channel_step;
  bool turned;      // by 180 degrees: the weights of the data gradient
  int64_t outputs;  // of the panel's; the rest become zeros
  int64_t channels;
  float* u;  // [channels, panel]
  int64_t plane;
};

// gradient = G^T u G: of the 3x3 weights of a panel of outputs.
struct WeightGradientPanel {
  const float* u;  // [channels, panel]
  int64_t plane;
  int64_t outputs, channels;
  float* gradient;  // of the first output and channel
  int64_t output_step, channel_step;
};

// y = A^T m A + bias: the first rows x columns of the m x m pixels, of a panel
// of outputs.
struct OutputTile {
  const float* m;  // [panel]
  int64_t plane;
  const float* bias;  // null: none
  int64_t rows, columns, outputs;
  float* y;                       // the first pixel's first output
  int64_t row_step, column_step;  // floats from a pixel to its neighbours
};

// For one tile size m.
struct WinogradTransforms {
  void (*input)(const ImageTile& tile);            // v = B^T d B
  void (*output_gradient)(const ImageTile& tile);  // v = A d A^T
  void (*weights)(const WeightPanel& panel);
  void (*weight_gradient)(const WeightGradientPanel& panel);
  void (*output)(const OutputTile& tile);
};

struct WinogradLoops {
  WinogradTransforms of_2, of_4;  // m = 2, m = 4

  const WinogradTransforms& of(int64_t m) const { return m == 2 ? of_2 : of_4; }
};

namespace portable {
extern const WinogradLoops kWinogradLoops;
}
namespace avx2 {
extern const WinogradLoops kWinogradLoops;
}
namespace avx512 {
extern const WinogradLoops kWinogradLoops;
}

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_WINOGRAD_WINOGRAD_LOOPS_H_
