// Makes image files in memory for tests.
#ifndef SYNFIRE_TESTS_DATA_IMAGE_MAKE_IMAGES_H_
#define SYNFIRE_TESTS_DATA_IMAGE_MAKE_IMAGES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "data/image/image.h"
#include "tests/data/test_files.h"

namespace synfire {

// Slow gradients, which JPEG keeps well: red grows to the right, green
// downwards, blue is `blue`.
Image Gradient(int64_t height, int64_t width, uint8_t blue = 100);

struct JpegOptions {
  int components = 3;  // of `pixels`: 1 gray, 3 RGB, 4 CMYK; 2 as they are
  int quality = 95;
  bool subsample = false;  // the chroma of RGB, by 2 x 2
  bool progressive = false;
  bool interleaved = true;  // else a scan for each component
  std::string app1;         // the contents of an APP1 marker, if any
};

// `pixels` are [height,width,components].
Bytes JpegBytes(int64_t height, int64_t width, const Bytes& pixels,
                const JpegOptions& options = {});
Bytes JpegBytes(const Image& image, const JpegOptions& options = {});

// What a PNG's header says.
struct PngOptions {
  int color_type = 2;  // 0 gray, 2 RGB, 3 palette, 4 gray alpha, 6 RGB alpha
  int bit_depth = 8;
  bool interlaced = false;
  Bytes palette;  // RGB RGB ...
};

// `rows` are the bytes of the rows, packed as the format wants them.
Bytes PngBytes(int64_t height, int64_t width, const Bytes& rows,
               const PngOptions& options = {});

}  // namespace synfire

#endif  // SYNFIRE_TESTS_DATA_IMAGE_MAKE_IMAGES_H_
