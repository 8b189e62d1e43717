#include "data/image/decode.h"

#include <algorithm>
#include <cstdlib>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/data/image/make_images.h"

namespace synfire {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::MatchesRegex;

Image Decoded(const Bytes& bytes) {
  Image image;
  const absl::Status status = DecodeImage(bytes, "a.JPEG", &image);
  EXPECT_TRUE(status.ok()) << status;
  return image;
}

std::string ErrorOf(const Bytes& bytes, int64_t max_pixels = kMaxPixels) {
  Image image;
  return std::string(
      DecodeImage(bytes, "a.JPEG", &image, max_pixels).message());
}

int LargestDifference(const Image& a, const Image& b) {
  EXPECT_EQ(a.height, b.height);
  EXPECT_EQ(a.width, b.width);
  EXPECT_EQ(a.rgb.size(), b.rgb.size());
  int largest = 0;
  for (size_t i = 0; i < a.rgb.size(); ++i) {
    largest = std::max(largest, std::abs(a.rgb[i] - b.rgb[i]));
  }
  return largest;
}

TEST(DecodeJpeg, GivesBackAnImage) {
  const Image image = Gradient(40, 61);
  EXPECT_LE(LargestDifference(Decoded(JpegBytes(image)), image), 4);
  JpegOptions options;
  options.subsample = true;
  EXPECT_LE(LargestDifference(Decoded(JpegBytes(image, options)), image), 6);
  EXPECT_LE(
      LargestDifference(Decoded(JpegBytes(Gradient(1, 1))), Gradient(1, 1)), 4);
}

TEST(DecodeJpeg, ProgressiveAndSeparateScansAreTheSameImage) {
  const Image image = Gradient(40, 61);
  const Image baseline = Decoded(JpegBytes(image));
  JpegOptions progressive, separate;
  progressive.progressive = true;
  separate.interleaved = false;
  EXPECT_EQ(Decoded(JpegBytes(image, progressive)).rgb, baseline.rgb);
  EXPECT_EQ(Decoded(JpegBytes(image, separate)).rgb, baseline.rgb);
}

TEST(DecodeJpeg, GrayBecomesThreeEqualChannels) {
  Bytes gray;
  for (int i = 0; i < 16 * 16; ++i) gray.push_back(static_cast<uint8_t>(i));
  JpegOptions options;
  options.components = 1;
  const Image image = Decoded(JpegBytes(16, 16, gray, options));
  ASSERT_EQ(image.rgb.size(), 3 * gray.size());
  for (size_t i = 0; i < gray.size(); ++i) {
    EXPECT_NEAR(image.rgb[3 * i], gray[i], 6);
    EXPECT_EQ(image.rgb[3 * i + 1], image.rgb[3 * i]);
    EXPECT_EQ(image.rgb[3 * i + 2], image.rgb[3 * i]);
  }
}

// Inverted ink: 255 is none.
TEST(DecodeJpeg, CmykIsLightThroughInk) {
  struct Case {
    Bytes cmyk;
    std::vector<int> rgb;
  };
  const Case cases[] = {
      {{255, 255, 255, 255}, {255, 255, 255}},  // no ink: white
      {{255, 255, 255, 0}, {0, 0, 0}},          // all black
      {{0, 255, 255, 255}, {0, 255, 255}},      // cyan alone
      {{128, 64, 255, 128}, {64, 32, 128}},     // half of each, half black
  };
  JpegOptions options;
  options.components = 4;
  options.quality = 100;
  for (const Case& item : cases) {
    Bytes pixels;
    for (int i = 0; i < 8 * 8; ++i) pixels = std::move(pixels) + item.cmyk;
    const Image image = Decoded(JpegBytes(8, 8, pixels, options));
    for (size_t i = 0; i < image.rgb.size(); ++i) {
      EXPECT_NEAR(image.rgb[i], item.rgb[i % 3], 1);
    }
  }
}

TEST(DecodeJpeg, IgnoresTheOrientation) {
  const Image image = Gradient(40, 61);
  JpegOptions options;
  options.app1 = std::string("Exif\0\0", 6) +         //
                 std::string("MM\0*\0\0\0\x08", 8) +  // TIFF
                 std::string("\0\x01", 2) +           // 1 entry
                 std::string("\x01\x12\0\x03\0\0\0\x01\0\x06\0\0", 12) +
                 std::string("\0\0\0\0", 4);
  const Image turned = Decoded(JpegBytes(image, options));
  EXPECT_EQ(turned.width, 61);
  EXPECT_EQ(turned.rgb, Decoded(JpegBytes(image)).rgb);
}

TEST(DecodeJpeg, RefusesWhatIsCutOff) {
  for (const bool progressive : {false, true}) {
    JpegOptions options;
    options.progressive = progressive;
    Bytes bytes = JpegBytes(Gradient(40, 61), options);
    for (const size_t size : {bytes.size() - 3, bytes.size() / 2, size_t{100},
                              size_t{4}, size_t{3}}) {
      const Bytes cut(bytes.begin(), bytes.begin() + size);
      EXPECT_EQ(ErrorOf(cut),
                absl::StrCat("a.JPEG: near byte ", size, " of ", size,
                             ": the file ends inside of "
                             "the image"));
    }
  }
}

TEST(DecodeJpeg, RefusesDamageThatLibjpegWouldGuessOver) {
  Bytes bytes = JpegBytes(Gradient(64, 64));
  const size_t middle = bytes.size() - 300;
  bytes[middle] = 0xFF;
  bytes[middle + 1] = 0xD9;  // the end, too early
  EXPECT_THAT(ErrorOf(bytes),
              MatchesRegex("a.JPEG: near byte [0-9]+ of [0-9]+: Corrupt JPEG "
                           "data: premature end of data segment"));
}

TEST(DecodeJpeg, TakesBytesAfterTheEnd) {
  const Bytes bytes = JpegBytes(Gradient(8, 8));
  EXPECT_EQ(Decoded(bytes + Bytes(10, 0)).rgb, Decoded(bytes).rgb);
}

TEST(DecodeJpeg, RefusesOtherNumbersOfComponents) {
  JpegOptions options;
  options.components = 2;
  const Bytes bytes = JpegBytes(8, 8, Bytes(128, 7), options);
  EXPECT_THAT(ErrorOf(bytes),
              MatchesRegex("a.JPEG: near byte [0-9]+ of [0-9]+: the image has "
                           "2 colour components, expected 1 \\(gray\\), 3, or "
                           "4 \\(CMYK\\)"));
}

TEST(DecodeJpeg, RefusesScansWithoutEnd) {
  JpegOptions options;
  options.interleaved = false;
  const Bytes bytes = JpegBytes(Gradient(16, 16), options);
  const uint8_t marker[] = {0xFF, 0xDA};
  const auto last =
      std::find_end(bytes.begin(), bytes.end(), marker, marker + 2);
  const Bytes scan(last, bytes.end() - 2);
  Bytes many(bytes.begin(), last);
  for (int i = 0; i < 101; ++i) many = std::move(many) + scan;
  EXPECT_THAT(ErrorOf(many + Bytes{0xFF, 0xD9}),
              HasSubstr("the image has more than 100 scans"));
}

TEST(DecodeImage, RefusesMorePixelsThanAllowed) {
  EXPECT_THAT(ErrorOf(JpegBytes(Gradient(10, 20)), 199),
              HasSubstr("the image has 20 x 10 pixels, expected 1 to 199 in "
                        "all"));
  const Image image = Gradient(10, 20);
  EXPECT_THAT(ErrorOf(PngBytes(10, 20, image.rgb), 199),
              HasSubstr("the image has 20 x 10 pixels, expected 1 to 199 in "
                        "all"));
  EXPECT_EQ(ErrorOf(PngBytes(10, 20, image.rgb), 200), "");
}

TEST(DecodeImage, RefusesOtherFormats) {
  EXPECT_EQ(ErrorOf({'G', 'I', 'F', '8', '9', 'a'}),
            "a.JPEG: byte 0: neither a JPEG (FF D8 FF) nor a PNG (89 50 4E "
            "47): the file begins with 47 49 46 38");
  EXPECT_EQ(ErrorOf({0xFF}),
            "a.JPEG: byte 0: neither a JPEG (FF D8 FF) nor a PNG (89 50 4E "
            "47): the file begins with FF");
  EXPECT_EQ(ErrorOf({}), "a.JPEG: byte 0: the file is empty");
}

TEST(DecodePng, GivesBackAnImage) {
  const Image image = Gradient(9, 13);
  EXPECT_EQ(Decoded(PngBytes(9, 13, image.rgb)).rgb, image.rgb);
  PngOptions options;
  options.interlaced = true;
  EXPECT_EQ(Decoded(PngBytes(9, 13, image.rgb, options)).rgb, image.rgb);
}

TEST(DecodePng, TakesEveryKind) {
  // Two pixels each.
  const auto decoded = [](const Bytes& row, PngOptions options) {
    return Decoded(PngBytes(1, 2, row, options)).rgb;
  };
  EXPECT_THAT(decoded({7, 200}, {0, 8, false, {}}),
              ElementsAre(7, 7, 7, 200, 200, 200));
  EXPECT_THAT(decoded({0x40}, {0, 1, false, {}}),
              ElementsAre(0, 0, 0, 255, 255, 255));
  EXPECT_THAT(decoded({0x60}, {0, 2, false, {}}),
              ElementsAre(85, 85, 85, 170, 170, 170));
  EXPECT_THAT(decoded({0x1F}, {0, 4, false, {}}),
              ElementsAre(17, 17, 17, 255, 255, 255));
  EXPECT_THAT(decoded({1, 200, 2, 100}, {0, 16, false, {}}),
              ElementsAre(1, 1, 1, 2, 2, 2));
}

TEST(DecodePng, LooksUpPalettesAndDropsAlpha) {
  const auto decoded = [](const Bytes& row, PngOptions options) {
    return Decoded(PngBytes(1, 2, row, options)).rgb;
  };
  const Bytes palette = {10, 20, 30, 40, 50, 60};
  EXPECT_THAT(decoded({1, 0}, {3, 8, false, palette}),
              ElementsAre(40, 50, 60, 10, 20, 30));
  EXPECT_THAT(decoded({0x10}, {3, 4, false, palette}),
              ElementsAre(40, 50, 60, 10, 20, 30));
  EXPECT_THAT(decoded({7, 0, 8, 255}, {4, 8, false, {}}),
              ElementsAre(7, 7, 7, 8, 8, 8));
  EXPECT_THAT(decoded({1, 2, 3, 0, 4, 5, 6, 255}, {6, 8, false, {}}),
              ElementsAre(1, 2, 3, 4, 5, 6));
  EXPECT_THAT(decoded({1, 9, 2, 9, 3, 9, 4, 9, 5, 9, 6, 9}, {2, 16, false, {}}),
              ElementsAre(1, 2, 3, 4, 5, 6));
}

TEST(DecodePng, RefusesWhatIsCutOffOrCorrupt) {
  const Bytes bytes = PngBytes(9, 13, Gradient(9, 13).rgb);
  for (const size_t size : {bytes.size() - 1, bytes.size() / 2, size_t{8}}) {
    EXPECT_EQ(ErrorOf(Bytes(bytes.begin(), bytes.begin() + size)),
              absl::StrCat("a.JPEG: near byte ", size, " of ", size,
                           ": the file ends inside of the image"));
  }
  Bytes damaged = bytes;
  damaged[20] ^= 1;  // the width: the checksum of the header differs
  EXPECT_EQ(ErrorOf(damaged), absl::StrCat("a.JPEG: near byte 33 of ",
                                           bytes.size(), ": IHDR: CRC error"));
}

}  // namespace
}  // namespace synfire
