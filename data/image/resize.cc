#include "data/image/resize.h"

#include <algorithm>
#include <cmath>

namespace synfire {
namespace {

constexpr int64_t kChannels = Image::kChannels;
constexpr int kFractionBits = 22;
constexpr int32_t kHalf = 1 << (kFractionBits - 1);

uint8_t Rounded(int32_t sum) {
  return static_cast<uint8_t>(std::clamp(sum >> kFractionBits, 0, 255));
}

// The weights of output pixels [begin, begin + count) of an axis.
void PlanAxis(int64_t in_size, int64_t out_size, int64_t begin, int64_t count,
              ResizeScratch::Axis* axis) {
  const double scale = static_cast<double>(in_size) / out_size;
  const double reach = std::max(scale, 1.0);
  const double narrow = 1 / reach;
  axis->stride = static_cast<int64_t>(std::ceil(reach)) * 2 + 1;
  axis->pixels.resize(static_cast<size_t>(count));
  axis->weights.resize(static_cast<size_t>(count * axis->stride));
  std::vector<double> exact(static_cast<size_t>(axis->stride));
  for (int64_t i = 0; i < count; ++i) {
    const double centre = (begin + i + 0.5) * scale;
    const int64_t first =
        std::max<int64_t>(0, static_cast<int64_t>(centre - reach + 0.5));
    const int64_t end =
        std::min(in_size, static_cast<int64_t>(centre + reach + 0.5));
    double sum = 0;
    for (int64_t j = 0; j < end - first; ++j) {
      const double distance = std::abs((j + first - centre + 0.5) * narrow);
      exact[j] = std::max(0.0, 1.0 - distance);
      sum += exact[j];
    }
    int32_t* weights = axis->weights.data() + i * axis->stride;
    for (int64_t j = 0; j < end - first; ++j) {
      weights[j] = static_cast<int32_t>(
          exact[j] / sum * (int64_t{1} << kFractionBits) + 0.5);
    }
    axis->pixels[i] = {first, end - first};
  }
}

// One row of the image, from its column 0 of `source`.
void ScaleRow(const uint8_t* row, const ResizeScratch::Axis& axis,
              uint8_t* out) {
  const int32_t* weights = axis.weights.data();
  for (const ResizeScratch::Axis::Pixel& pixel : axis.pixels) {
    const uint8_t* in = row + pixel.first * kChannels;
    int32_t red = kHalf, green = kHalf, blue = kHalf;
    for (int64_t j = 0; j < pixel.count; ++j, in += kChannels) {
      red += in[0] * weights[j];
      green += in[1] * weights[j];
      blue += in[2] * weights[j];
    }
    out[0] = Rounded(red);
    out[1] = Rounded(green);
    out[2] = Rounded(blue);
    out += kChannels;
    weights += axis.stride;
  }
}

// Rows between the passes are padded to whole strips of this many bytes, whose
// sums stay in registers.
constexpr int64_t kStrip = 16;

int64_t PaddedRow(int64_t size) {
  return (size + kStrip - 1) / kStrip * kStrip;
}

// The weighted mean of `count` padded rows, `size` bytes of it.
void MixRows(const uint8_t* rows, int64_t size, const int32_t* weights,
             int64_t count, uint8_t* out) {
  const int64_t padded = PaddedRow(size);
  for (int64_t begin = 0; begin < size; begin += kStrip) {
    int32_t sums[kStrip];
    for (int i = 0; i < kStrip; ++i) sums[i] = kHalf;
    for (int64_t j = 0; j < count; ++j) {
      const uint8_t* in = rows + j * padded + begin;
      for (int i = 0; i < kStrip; ++i) sums[i] += in[i] * weights[j];
    }
    uint8_t mean[kStrip];
    for (int i = 0; i < kStrip; ++i) mean[i] = Rounded(sums[i]);
    std::copy_n(mean, std::min(kStrip, size - begin), out + begin);
  }
}

}  // namespace

void Resize(const Image& image, const View& view, ResizeScratch* scratch,
            uint8_t* out) {
  const Box& source = view.source;
  const Box& window = view.window;
  ResizeScratch::Axis& x = scratch->x;
  ResizeScratch::Axis& y = scratch->y;
  PlanAxis(source.width, view.full_width, window.left, window.width, &x);
  PlanAxis(source.height, view.full_height, window.top, window.height, &y);

  // The rows that the window needs, scaled horizontally.
  const int64_t row_size = window.width * kChannels;
  const int64_t first = y.pixels.front().first;
  const int64_t end = y.pixels.back().first + y.pixels.back().count;
  const int64_t padded = PaddedRow(row_size);
  scratch->rows.resize(static_cast<size_t>((end - first) * padded));
  for (int64_t row = first; row < end; ++row) {
    ScaleRow(image.row(source.top + row) + source.left * kChannels, x,
             scratch->rows.data() + (row - first) * padded);
  }
  for (int64_t i = 0; i < window.height; ++i) {
    const ResizeScratch::Axis::Pixel& pixel = y.pixels[i];
    MixRows(scratch->rows.data() + (pixel.first - first) * padded, row_size,
            y.weights.data() + i * y.stride, pixel.count, out + i * row_size);
  }
}

}  // namespace synfire
