// A decoded photograph.
#ifndef SYNFIRE_DATA_IMAGE_IMAGE_H_
#define SYNFIRE_DATA_IMAGE_IMAGE_H_

#include <cstdint>
#include <vector>

namespace synfire {

// Pixels of three bytes, red, green and blue.
struct Image {
  static constexpr int64_t kChannels = 3;

  int64_t height = 0;
  int64_t width = 0;
  std::vector<uint8_t> rgb;  // [height,width,3]

  const uint8_t* row(int64_t y) const {
    return rgb.data() + y * width * kChannels;
  }
  uint8_t* row(int64_t y) { return rgb.data() + y * width * kChannels; }
};

// A rectangle of pixels.
struct Box {
  int64_t left = 0, top = 0, width = 0, height = 0;
};

}  // namespace synfire

#endif  // SYNFIRE_DATA_IMAGE_IMAGE_H_
