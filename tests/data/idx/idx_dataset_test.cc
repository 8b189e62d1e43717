#include "data/idx/idx_dataset.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/data/test_files.h"

namespace synfire {
namespace {

class IdxDatasetTest : public testing::Test {
 protected:
  absl::StatusOr<std::unique_ptr<Dataset>> Open(const Bytes& images,
                                                const Bytes& labels) {
    WriteFile(folder_, "images", images);
    WriteFile(folder_, "labels", labels);
    return OpenIdxDataset(folder_ + "/images", folder_ + "/labels",
                          NumberedClassNames(3));
  }
  void ExpectError(const Bytes& images, const Bytes& labels,
                   const std::string& message) {
    EXPECT_EQ(Open(images, labels).status().message(), folder_ + message);
  }

  const std::string folder_ = TestFolder();
  const Bytes images_ = IdxBytes(8, {2, 1, 3}, {0, 51, 255, 1, 2, 3});
  const Bytes labels_ = IdxBytes(8, {2}, {2, 0});
};

TEST_F(IdxDatasetTest, ReadsPixelsOverTheUnitRange) {
  const std::unique_ptr<Dataset> dataset = Open(images_, labels_).value();
  EXPECT_EQ(dataset->size(), 2);
  EXPECT_EQ(dataset->sample_shape(), Shape({1, 3, 1}));
  EXPECT_FALSE(dataset->temporal());
  EXPECT_EQ(dataset->classes(), 3);
  EXPECT_THAT(dataset->class_names(), testing::ElementsAre("0", "1", "2"));
  float pixels[3];
  int64_t label;
  ASSERT_TRUE(dataset->Read(0, pixels, &label).ok());
  EXPECT_THAT(pixels, testing::ElementsAre(0.0f, 51 / 255.0f, 1.0f));
  EXPECT_EQ(label, 2);
  ASSERT_TRUE(dataset->Read(1, pixels, &label).ok());
  EXPECT_THAT(pixels, testing::ElementsAre(1 / 255.0f, 2 / 255.0f, 3 / 255.0f));
  EXPECT_EQ(label, 0);
}

TEST_F(IdxDatasetTest, TakesChannelsAndWideLabels) {
  const auto dataset = Open(IdxBytes(8, {1, 1, 1, 2}, {5, 6}),
                            IdxBytes(0x0C, {1}, {0, 0, 0, 1}));
  EXPECT_EQ((*dataset)->sample_shape(), Shape({1, 1, 2}));
}

TEST_F(IdxDatasetTest, RefusesWhatAreNoImages) {
  ExpectError(IdxBytes(8, {2, 3}, Bytes(6)), labels_,
              "/images: holds [2,3] u8, expected images, u8 [N,H,W] or "
              "[N,H,W,C]");
  ExpectError(IdxBytes(0x0D, {1, 1, 1}, Bytes(4)), labels_,
              "/images: holds [1,1,1] f32, expected images, u8 [N,H,W] or "
              "[N,H,W,C]");
  ExpectError(IdxBytes(8, {0, 28, 28}, {}), labels_,
              "/images: holds [0,28,28], expected at least one image of at "
              "least one pixel");
}

TEST_F(IdxDatasetTest, RefusesWhatAreNoLabels) {
  ExpectError(images_, images_,
              "/labels: holds [2,1,3] u8, expected labels, integers [N]");
  ExpectError(images_, IdxBytes(0x0D, {2}, Bytes(8)),
              "/labels: holds [2] f32, expected labels, integers [N]");
}

TEST_F(IdxDatasetTest, RefusesCountsThatDiffer) {
  ExpectError(images_, IdxBytes(8, {3}, Bytes(3)),
              "/labels: holds 3 labels, expected 2, one for each image of " +
                  folder_ + "/images");
}

TEST_F(IdxDatasetTest, RefusesLabelsOutOfRange) {
  ExpectError(images_, IdxBytes(8, {2}, {2, 3}),
              "/labels: label 3 of sample 1 is out of range, expected 0 to 2");
  ExpectError(images_, IdxBytes(9, {2}, {255, 0}),
              "/labels: label -1 of sample 0 is out of range, expected 0 to "
              "2");
}

}  // namespace
}  // namespace synfire
