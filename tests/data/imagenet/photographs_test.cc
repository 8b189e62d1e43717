// Real photographs, where SYNFIRE_SHARED_DATA names the folder of their
// archive: what the published pipeline (Pillow 9.5: convert to RGB,
// Resize(256), CenterCrop(224)) makes of them.
#include <cmath>
#include <cstdlib>

#include "data/file_bytes.h"
#include "data/image/decode.h"
#include "data/image/resize.h"
#include "data/imagenet/imagenet.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/data/test_files.h"

namespace synfire {
namespace {

// The folder in which train lies; "" where there is none.
std::string Unpack() {
  const char* shared = std::getenv("SYNFIRE_SHARED_DATA");
  if (shared == nullptr) return "";
  const std::string folder = TestFolder();
  const std::string command =
      absl::StrCat("tar -xJf '", shared, "/images_imagenet_layout.tar.xz' -C '",
                   folder, "' --strip-components=1 2>/dev/null");
  return std::system(command.c_str()) == 0 ? folder : "";
}

#define SYNFIRE_UNPACK_OR_SKIP(folder)                                     \
  const std::string folder = Unpack();                                     \
  if (folder.empty()) {                                                    \
    GTEST_SKIP() << "there is no images_imagenet_layout.tar.xz in the "    \
                    "folder that SYNFIRE_SHARED_DATA names, or it is not " \
                    "set";                                                 \
  }

struct Photograph {
  std::string name;
  int64_t label;
  int64_t center[3];  // sums over the 224 x 224 pixels, by channel
  int64_t pixel[3];   // at y = 100, x = 50
  int64_t part[3];    // sums over crop((37, 21, 238, 220)).resize((224, 224))
};

// In the order of the samples: gray, CMYK and progressive among them.
const Photograph kPhotographs[] = {
    {"n02123045/chelsea_cmyk.JPEG",
     0,
     {7347631, 5305484, 3697994},
     {77, 55, 20},
     {7178604, 5104919, 3471617}},
    {"n02123045/chelsea_progressive.JPEG",
     0,
     {7347160, 5306556, 3698164},
     {81, 56, 16},
     {7177992, 5104527, 3473676}},
    {"n02123045/chelsea_rgb420_q75.JPEG",
     0,
     {7347327, 5303861, 3704834},
     {82, 58, 20},
     {7177872, 5103406, 3478044}},
    {"n02123045/chelsea_rgb444_q95.JPEG",
     0,
     {7347307, 5305811, 3697208},
     {82, 58, 21},
     {7177799, 5104166, 3470091}},
    {"n04008634/rocket_original.JPEG",
     1,
     {2959542, 3481108, 4696471},
     {52, 72, 109},
     {2064038, 2857473, 4454678}},
    {"n04485082/camera_gray.JPEG",
     2,
     {6202210, 6202210, 6202210},
     {17, 17, 17},
     {6173071, 6173071, 6173071}},
    {"n07920052/coffee_rgb420_q90.JPEG",
     3,
     {7780416, 3987374, 2472279},
     {106, 16, 8},
     {8595628, 4329350, 2520856}},
};

TEST(Photographs, AreWhatThePublishedPipelineSees) {
  SYNFIRE_UNPACK_OR_SKIP(folder);
  ImagenetOptions options;
  options.split = "train";
  options.path = folder;
  options.resize = 256;
  const std::unique_ptr<Dataset> dataset = OpenImagenet(options).value();
  ASSERT_EQ(dataset->size(), std::size(kPhotographs));
  EXPECT_EQ(dataset->classes(), 4);
  std::vector<float> image(224 * 224 * 3);
  for (int64_t i = 0; i < dataset->size(); ++i) {
    const Photograph& expected = kPhotographs[i];
    EXPECT_EQ(dataset->SampleName(i), expected.name);
    int64_t label;
    ASSERT_TRUE(dataset->Read(i, image.data(), &label).ok());
    EXPECT_EQ(label, expected.label);
    int64_t sums[3] = {};
    for (size_t j = 0; j < image.size(); ++j) {
      sums[j % 3] += std::lround(image[j] * 255);
    }
    EXPECT_THAT(sums, testing::ElementsAreArray(expected.center))
        << expected.name;
    const float* pixel = image.data() + (100 * 224 + 50) * 3;
    for (int c = 0; c < 3; ++c) {
      EXPECT_EQ(std::lround(pixel[c] * 255), expected.pixel[c]);
    }
  }
}

TEST(Photographs, PartsAreCutOutBeforeTheyAreScaled) {
  SYNFIRE_UNPACK_OR_SKIP(folder);
  for (const Photograph& expected : kPhotographs) {
    Image image;
    const auto bytes = ReadFileBytes(folder + "/train/" + expected.name);
    ASSERT_TRUE(DecodeImage(bytes.value(), expected.name, &image).ok());
    ResizeScratch scratch;
    Bytes part(224 * 224 * 3);
    Resize(image, {{37, 21, 201, 199}, 224, 224, {0, 0, 224, 224}}, &scratch,
           part.data());
    int64_t sums[3] = {};
    for (size_t j = 0; j < part.size(); ++j) sums[j % 3] += part[j];
    EXPECT_THAT(sums, testing::ElementsAreArray(expected.part))
        << expected.name;
  }
}

TEST(Photographs, ATruncatedOneIsAnError) {
  SYNFIRE_UNPACK_OR_SKIP(folder);
  const auto bytes = ReadFileBytes(folder + "/bad/truncated.jpg");
  Image image;
  EXPECT_EQ(DecodeImage(bytes.value(), "truncated.jpg", &image).message(),
            "truncated.jpg: near byte 400 of 400: the file ends inside of the "
            "image");
}

}  // namespace
}  // namespace synfire
