#include "data/image/resize.h"

#include <algorithm>
#include <cmath>

#include "core/rng.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace synfire {
namespace {

using testing::ElementsAre;
using Pixels = std::vector<uint8_t>;

Image Noise(int64_t height, int64_t width) {
  Image image{height, width, {}};
  for (int64_t i = 0; i < height * width * 3; ++i) {
    image.rgb.push_back(static_cast<uint8_t>(UniformInt({1, 2}, 0, i, 256)));
  }
  return image;
}

// (37 x + 59 y + 83 c) mod 256.
Image Pattern(int64_t height, int64_t width) {
  Image image{height, width, {}};
  for (int64_t y = 0; y < height; ++y) {
    for (int64_t x = 0; x < width; ++x) {
      for (int64_t c = 0; c < 3; ++c) {
        image.rgb.push_back(static_cast<uint8_t>(37 * x + 59 * y + 83 * c));
      }
    }
  }
  return image;
}

Pixels Resized(const Image& image, const View& view) {
  ResizeScratch scratch;
  Pixels out(view.window.width * view.window.height * 3);
  Resize(image, view, &scratch, out.data());
  return out;
}

View Whole(const Box& source, int64_t width, int64_t height) {
  return {source, width, height, {0, 0, width, height}};
}

// One output element of an axis in double precision, by the formula.
template <typename In>
double Mean(int64_t n, int64_t m, int64_t i, const In& in) {
  const double s = static_cast<double>(n) / m;
  const double r = std::max(s, 1.0);
  const double c = (i + 0.5) * s;
  double sum = 0, weight = 0;
  for (int64_t j = 0; j < n; ++j) {
    const double w = std::max(0.0, 1 - std::abs(j + 0.5 - c) / r);
    sum += w * in(j);
    weight += w;
  }
  return sum / weight;
}

TEST(Resize, IsTheTriangleFilterToOneLevel) {
  const Image image = Noise(23, 31);
  const Box source{3, 2, 26, 19};
  for (const auto& [width, height] : std::vector<std::pair<int64_t, int64_t>>{
           {10, 7}, {26, 19}, {50, 40}, {1, 1}, {5, 60}, {60, 5}}) {
    const Pixels out = Resized(image, Whole(source, width, height));
    for (int64_t y = 0; y < height; ++y) {
      for (int64_t x = 0; x < width; ++x) {
        for (int64_t c = 0; c < 3; ++c) {
          const double exact = Mean(source.height, height, y, [&](int64_t v) {
            return Mean(source.width, width, x, [&](int64_t u) {
              return image.row(source.top + v)[(source.left + u) * 3 + c];
            });
          });
          ASSERT_NEAR(out[(y * width + x) * 3 + c], exact, 1.01)
              << width << " x " << height << " at " << x << ", " << y;
        }
      }
    }
  }
}

// The bytes that Pillow 9.5 gives for Image.resize(size, BILINEAR).
TEST(Resize, IsPillowsBitForBit) {
  const Image image = Pattern(5, 7);
  EXPECT_THAT(
      Resized(image, Whole({0, 0, 7, 5}, 4, 3)),
      ElementsAre(44, 127, 158, 102, 185, 117, 170, 145, 80, 171, 62, 138, 137,
                  156, 77, 179, 107, 105, 104, 106, 162, 92, 148, 177, 160, 57,
                  140, 111, 115, 157, 100, 183, 98, 158, 164, 73));
  EXPECT_THAT(Resized(image, Whole({0, 0, 7, 5}, 9, 2)),
              ElementsAre(59, 130, 155, 84, 155, 110, 112, 158, 103, 138, 154,
                          114, 158, 183, 80, 142, 131, 109, 158, 91, 132, 151,
                          83, 154, 106, 108, 179, 177, 74, 99, 148, 99, 116,
                          149, 101, 140, 154, 98, 151, 102, 127, 117, 86, 147,
                          146, 102, 173, 116, 126, 174, 98, 143, 145, 123));
  // crop((1, 1, 6, 4)) first: nothing outside of it is seen.
  EXPECT_THAT(
      Resized(image, Whole({1, 1, 5, 3}, 3, 4)),
      ElementsAre(112, 195, 22, 170, 196, 80, 228, 55, 138, 149, 163, 59, 171,
                  109, 117, 105, 92, 175, 193, 111, 103, 141, 78, 161, 53, 136,
                  164, 230, 57, 140, 89, 115, 198, 90, 173, 110));
}

TEST(Resize, TheSameSizeIsACopy) {
  const Image image = Noise(9, 14);
  EXPECT_EQ(Resized(image, Whole({0, 0, 14, 9}, 14, 9)), image.rgb);
}

TEST(Resize, KeepsAConstant) {
  Image image{40, 30, Pixels(40 * 30 * 3, 201)};
  for (int64_t size : {3, 17, 224}) {
    EXPECT_EQ(Resized(image, Whole({0, 0, 30, 40}, size, size)),
              Pixels(size * size * 3, 201));
  }
}

TEST(Resize, AWindowIsAPartOfTheWhole) {
  const Image image = Noise(37, 53);
  const Pixels whole = Resized(image, Whole({0, 0, 53, 37}, 30, 20));
  const Box window{7, 4, 13, 11};
  const Pixels part = Resized(image, {{0, 0, 53, 37}, 30, 20, window});
  for (int64_t y = 0; y < window.height; ++y) {
    const auto row = whole.begin() + ((window.top + y) * 30 + window.left) * 3;
    EXPECT_EQ(Pixels(part.begin() + y * window.width * 3,
                     part.begin() + (y + 1) * window.width * 3),
              Pixels(row, row + window.width * 3));
  }
}

TEST(Resize, ScratchMayComeFromAnotherImage) {
  ResizeScratch scratch;
  Pixels large(50 * 50 * 3), small(4 * 3 * 3);
  Resize(Noise(80, 90), Whole({0, 0, 90, 80}, 50, 50), &scratch, large.data());
  const View view = Whole({0, 0, 7, 5}, 4, 3);
  Resize(Pattern(5, 7), view, &scratch, small.data());
  EXPECT_EQ(small, Resized(Pattern(5, 7), view));
}

}  // namespace
}  // namespace synfire
