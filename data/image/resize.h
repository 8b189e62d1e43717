// Scales an image with an antialiasing triangle filter, as Pillow's
// Image.resize(BILINEAR) and torchvision's Resize on Pillow images do.
//
// One axis of n pixels is scaled to m.  With s = n / m and r = max(s, 1), the
// output pixel i has its centre at c = (i + 0.5) s and is the weighted mean of
// the input pixels j in [max(0, floor(c - r + 0.5)), min(n, floor(c + r +
// 0.5))) with the weights
//
//   w(j) = max(0, 1 - |j + 0.5 - c| / r), divided by their sum.
//
// Weights are rounded to multiples of 2^-22 and sums to u8, half up.  The
// horizontal axis comes first and is rounded before the vertical one.  The
// bytes are those of Pillow 9.5; later Pillows may choose the other order of
// the axes, and then differ by 1 here and there.
#ifndef SYNFIRE_DATA_IMAGE_RESIZE_H_
#define SYNFIRE_DATA_IMAGE_RESIZE_H_

#include <cstdint>
#include <vector>

#include "data/image/image.h"

namespace synfire {

// What of an image is shown: the pixels of `source`, and none outside of it,
// scaled to full_width x full_height, and of those the pixels of `window`.
struct View {
  Box source;
  int64_t full_width = 0, full_height = 0;
  Box window;
};

// Memory that is used again from image to image.
struct ResizeScratch {
  struct Axis {
    struct Pixel {
      int64_t first, count;  // of the input
    };
    std::vector<Pixel> pixels;
    std::vector<int32_t> weights;  // `stride` a pixel, in units of 2^-22
    int64_t stride = 0;
  };
  Axis x, y;
  std::vector<uint8_t> rows;
};

// Writes the view, u8 [window.height, window.width, 3].  Costs only what the
// window needs.  REQUIRES: `source` lies in `image`, `window` in the full size;
// no side is 0.
void Resize(const Image& image, const View& view, ResizeScratch* scratch,
            uint8_t* out);

}  // namespace synfire

#endif  // SYNFIRE_DATA_IMAGE_RESIZE_H_
