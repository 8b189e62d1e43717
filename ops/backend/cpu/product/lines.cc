#include "ops/backend/cpu/product/lines.h"

#include <algorithm>
#include <cstring>

namespace synfire {

Lines::Pixel Lines::PixelOf(int64_t i) const {
  const int64_t row = i / grid_.size[kWidth];
  const int64_t column = i % grid_.size[kWidth];
  const int64_t image = row / grid_.size[kHeight];
  return {image, (row - image * grid_.size[kHeight]) * grid_.step[kHeight],
          column * grid_.step[kWidth]};
}

std::optional<int64_t> Lines::Offset(const Pixel& pixel, int64_t tap) const {
  const int64_t h = pixel.top + taps_[tap][kHeight];
  const int64_t w = pixel.left + taps_[tap][kWidth];
  const Pair& image = grid_.image;
  if (h < 0 || h >= image[kHeight] || w < 0 || w >= image[kWidth]) {
    return std::nullopt;
  }
  return ((pixel.image * image[kHeight] + h) * image[kWidth] + w) * channels_;
}

int64_t Lines::At(int64_t i) const {
  return dense_ ? i * channels_ : *Offset(PixelOf(i), 0);
}

const float* Lines::Read(const float* base, int64_t i, int64_t first,
                         int64_t count, float* buffer) const {
  if (dense_) return base + i * channels_ + first;
  const int64_t tap = first / channels_;
  if (first + count <= (tap + 1) * channels_) {
    const auto offset = Offset(PixelOf(i), tap);
    if (offset) return base + *offset + (first - tap * channels_);
  }
  Copy(base, i, first, count, buffer);
  return buffer;
}

void Lines::Copy(const float* base, int64_t i, int64_t first, int64_t count,
                 float* to) const {
  if (dense_) {
    std::copy_n(base + i * channels_ + first, count, to);
    return;
  }
  const Pixel pixel = PixelOf(i);
  int64_t tap = first / channels_, skipped = first % channels_;
  while (count > 0) {
    const int64_t piece = std::min(count, channels_ - skipped);
    const auto bytes = sizeof(float) * static_cast<size_t>(piece);
    const auto offset = Offset(pixel, tap);
    if (offset) {
      std::memcpy(to, base + *offset + skipped, bytes);
    } else {
      std::memset(to, 0, bytes);
    }
    to += piece;
    count -= piece;
    skipped = 0;
    ++tap;
  }
}

}  // namespace synfire
