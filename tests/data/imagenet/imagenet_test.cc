#include "data/imagenet/imagenet.h"

#include <sys/stat.h>
#include <unistd.h>

#include "data/image/decode.h"
#include "data/registry.h"
#include "data/unit_range.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/data/image/make_images.h"
#include "tests/data/test_files.h"

namespace synfire {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

class ImagenetTest : public testing::Test {
 protected:
  ImagenetTest() {
    MakeFolder("train");
    MakeFolder("val");
  }

  void MakeFolder(const std::string& name) {
    ASSERT_EQ(mkdir((path_ + "/" + name).c_str(), 0700), 0) << name;
  }
  // Classes b, a and c with an image each, whose blue says which.
  void WriteClasses(const std::string& split) {
    uint8_t blue = 50;
    for (const std::string name : {"b", "a", "c"}) {
      const std::string folder = absl::StrCat(split, "/n", name);
      MakeFolder(folder);
      Write(folder + "/" + name + ".JPEG", JpegBytes(Gradient(30, 40, blue)));
      blue += 50;
    }
  }
  void Write(const std::string& name, const Bytes& bytes) {
    WriteFile(path_, name, bytes);
  }

  absl::StatusOr<std::unique_ptr<Dataset>> Open(const std::string& rest) {
    const std::string text =
        absl::StrCat("imagenet(path = \"", path_, "\", ", rest, ")");
    return OpenDataset(Call::Parse(text).value());
  }
  std::string ErrorOf(const std::string& rest) {
    return std::string(Open(rest).status().message());
  }

  const std::string path_ = TestFolder();
};

struct Sample {
  std::vector<float> image;
  int64_t label = -1;
};

Sample Read(const Dataset& dataset, int64_t index) {
  Sample sample;
  sample.image.resize(static_cast<size_t>(dataset.sample_shape().size()));
  const absl::Status status =
      dataset.Read(index, sample.image.data(), &sample.label);
  EXPECT_TRUE(status.ok()) << status;
  return sample;
}

TEST_F(ImagenetTest, NumbersClassesByTheirSortedNames) {
  WriteClasses("train");
  Write("train/na/z.jpg", JpegBytes(Gradient(8, 8)));
  Write("train/na/B.Png", PngBytes(8, 8, Gradient(8, 8).rgb));
  const std::unique_ptr<Dataset> dataset =
      Open("split = train, crop = random, size = 16").value();
  EXPECT_EQ(dataset->size(), 5);
  EXPECT_EQ(dataset->sample_shape(), Shape({16, 16, 3}));
  EXPECT_FALSE(dataset->temporal());
  EXPECT_THAT(dataset->class_names(), ElementsAre("na", "nb", "nc"));
  std::vector<std::string> names;
  std::vector<int64_t> labels;
  for (int64_t i = 0; i < dataset->size(); ++i) {
    names.push_back(dataset->SampleName(i));
    labels.push_back(Read(*dataset, i).label);
  }
  EXPECT_THAT(names, ElementsAre("na/B.Png", "na/a.JPEG", "na/z.jpg",
                                 "nb/b.JPEG", "nc/c.JPEG"));
  EXPECT_THAT(labels, ElementsAre(0, 0, 0, 1, 2));
}

TEST_F(ImagenetTest, LeavesOutWhatIsNoImage) {
  WriteClasses("train");
  MakeFolder("train/.hidden");
  MakeFolder("train/na/deeper");
  MakeFolder("train/na/empty");
  Write("train/readme.txt", {});
  Write("train/na/boxes.txt", {});
  Write("train/na/.a.JPEG", {});
  Write("train/na/deeper/d.JPEG", JpegBytes(Gradient(8, 8)));
  const std::unique_ptr<Dataset> dataset =
      Open("split = train, crop = random").value();
  EXPECT_EQ(dataset->size(), 4);
  EXPECT_EQ(dataset->classes(), 3);
  EXPECT_EQ(dataset->SampleName(1), "na/deeper/d.JPEG");
}

TEST_F(ImagenetTest, CenterIsTheMiddleOfTheScaledImage) {
  WriteClasses("train");
  WriteClasses("val");
  const std::unique_ptr<Dataset> dataset =
      Open("split = val, crop = center, size = 14").value();
  Image image;
  ASSERT_TRUE(DecodeImage(JpegBytes(Gradient(30, 40, 100)), "", &image).ok());
  const View view = CenterView(30, 40, 16, 14);  // 14 * 8 / 7 = 16
  ResizeScratch scratch;
  Bytes expected(14 * 14 * 3);
  Resize(image, view, &scratch, expected.data());
  const Sample sample = Read(*dataset, 0);
  for (size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(sample.image[i], UnitRange()[expected[i]]);
  }
  const std::unique_ptr<Dataset> closer =
      Open("split = val, crop = center, size = 14, resize = 28").value();
  EXPECT_NE(Read(*closer, 0).image, sample.image);
}

TEST_F(ImagenetTest, RandomCropsFollowTheDraw) {
  WriteClasses("train");
  const std::unique_ptr<Dataset> dataset =
      Open("split = train, crop = random, size = 8").value();
  const auto read = [&](int64_t epoch, int64_t index) {
    const SampleDraw draw(MakeRandomKey(3, "read"), epoch, index,
                          Dataset::kDraws);
    std::vector<float> image(8 * 8 * 3);
    int64_t label;
    EXPECT_TRUE(dataset->ReadDrawn(draw, index, image.data(), &label).ok());
    return image;
  };
  EXPECT_EQ(read(0, 0), read(0, 0));
  EXPECT_NE(read(0, 0), read(1, 0));
  EXPECT_NE(read(0, 0), read(0, 1));
  EXPECT_EQ(Read(*dataset, 0).image, Read(*dataset, 0).image);
}

TEST_F(ImagenetTest, ReadsAPngByAnotherName) {
  MakeFolder("train/n1");
  MakeFolder("val/n1");
  const Image image = Gradient(16, 16);
  Write("val/n1/really_a_png.JPEG", PngBytes(16, 16, image.rgb));
  const std::unique_ptr<Dataset> dataset =
      Open("split = val, crop = center, size = 16, resize = 16").value();
  const Sample sample = Read(*dataset, 0);
  for (size_t i = 0; i < image.rgb.size(); ++i) {
    EXPECT_EQ(sample.image[i], UnitRange()[image.rgb[i]]);
  }
}

TEST_F(ImagenetTest, ABrokenFileIsAnErrorWhenItIsRead) {
  WriteClasses("train");
  Bytes cut = JpegBytes(Gradient(30, 40));
  cut.resize(200);
  Write("train/nb/b.JPEG", cut);
  const std::unique_ptr<Dataset> dataset =
      Open("split = train, crop = random, size = 8").value();
  EXPECT_EQ(dataset->size(), 3);
  EXPECT_TRUE(dataset->skipped().empty());
  std::vector<float> image(8 * 8 * 3);
  int64_t label;
  EXPECT_EQ(dataset->Read(1, image.data(), &label).message(),
            path_ +
                "/train/nb/b.JPEG: near byte 200 of 200: the file ends "
                "inside of the image");
  EXPECT_TRUE(dataset->Read(2, image.data(), &label).ok());
}

TEST_F(ImagenetTest, SkipLeavesOutBrokenFilesAndSaysWhich) {
  WriteClasses("train");
  Write("train/nb/b.JPEG", {'G', 'I', 'F', '8'});
  Write("train/nb/c.JPEG", {});
  const std::unique_ptr<Dataset> dataset =
      Open("split = train, crop = random, size = 8, on_error = SKIP").value();
  EXPECT_EQ(dataset->size(), 2);
  EXPECT_EQ(dataset->classes(), 3);
  EXPECT_EQ(dataset->SampleName(1), "nc/c.JPEG");
  EXPECT_EQ(Read(*dataset, 1).label, 2);
  ASSERT_EQ(dataset->skipped().size(), 2);
  EXPECT_EQ(dataset->skipped()[0].name, "nb/b.JPEG");
  EXPECT_EQ(dataset->skipped()[0].error,
            path_ +
                "/train/nb/b.JPEG: byte 0: neither a JPEG (FF D8 FF) nor "
                "a PNG (89 50 4E 47): the file begins with 47 49 46 38");
  EXPECT_EQ(dataset->skipped()[1].error,
            path_ + "/train/nb/c.JPEG: byte 0: the file is empty");
}

TEST_F(ImagenetTest, SkipNeedsOneFileThatCanBeRead) {
  MakeFolder("train/na");
  Write("train/na/a.JPEG", {});
  EXPECT_EQ(ErrorOf("split = train, crop = random, on_error = SKIP"),
            "imagenet: none of 1 images can be read; the first: " + path_ +
                "/train/na/a.JPEG: byte 0: the file is empty");
}

TEST_F(ImagenetTest, RefusesWhatIsNotSortedIntoClasses) {
  EXPECT_EQ(ErrorOf("split = train, crop = random"),
            path_ + "/train: holds no folder, expected one for each class");
  Write("val/a.JPEG", {});
  Write("val/b.JPEG", {});
  EXPECT_EQ(ErrorOf("split = val, crop = center"),
            path_ +
                "/val: holds no folder, expected one for each class; sort "
                "its 2 files into folders of their class");
  MakeFolder("train/na");
  Write("train/na/notes.txt", {});
  EXPECT_EQ(ErrorOf("split = train, crop = random"),
            path_ +
                "/train/na: holds no image, expected names that end in "
                ".JPEG, .jpg, .png");
}

TEST_F(ImagenetTest, RefusesALinkThatLeadsBack) {
  WriteClasses("train");
  ASSERT_EQ(symlink(".", (path_ + "/train/na/loop").c_str()), 0);
  EXPECT_THAT(ErrorOf("split = train, crop = random"),
              HasSubstr("folders are nested more than 16 deep (does a link "
                        "lead back?)"));
}

TEST_F(ImagenetTest, SaysWhichFolderIsMissing) {
  ASSERT_EQ(rmdir((path_ + "/val").c_str()), 0);
  EXPECT_EQ(ErrorOf("split = val, crop = center"),
            "imagenet: there is no folder " + path_ +
                "/val; the attribute 'path' names the folder that holds train "
                "and val");
}

TEST_F(ImagenetTest, RefusesAValWithOtherClasses) {
  WriteClasses("train");
  WriteClasses("val");
  EXPECT_TRUE(Open("split = val, crop = center").ok());
  MakeFolder("train/nab");
  EXPECT_EQ(ErrorOf("split = val, crop = center"),
            path_ + "/train has the class folder nab, which " + path_ +
                "/val has not: the numbers of the classes would differ");
  ASSERT_EQ(rmdir((path_ + "/train/nab").c_str()), 0);
  MakeFolder("val/nd");
  Write("val/nd/d.JPEG", {});
  EXPECT_EQ(ErrorOf("split = val, crop = center"),
            path_ + "/val has the class folder nd, which " + path_ +
                "/train has not: the numbers of the classes would differ");
}

TEST_F(ImagenetTest, RecognisesItsFolder) {
  const DatasetDef def = ImagenetDef();
  EXPECT_THAT(def.parts_in(path_), ElementsAre());
  MakeFolder("train/na");
  Write("train/na/events.bin", {});
  EXPECT_THAT(def.parts_in(path_), ElementsAre());
  WriteClasses("val");
  EXPECT_THAT(def.parts_in(path_),
              ElementsAre("imagenet(split = val, path = \"" + path_ +
                          "\", crop = center)"));
}

TEST_F(ImagenetTest, ChecksAttributes) {
  WriteClasses("train");
  EXPECT_THAT(ErrorOf("split = train"), HasSubstr("'crop' is missing"));
  EXPECT_EQ(ErrorOf("split = train, crop = random, resize = 256"),
            "imagenet: resize = 256 is for crop = center, not for crop = "
            "random");
  EXPECT_EQ(ErrorOf("split = train, crop = center, scale = [0.1, 1]"),
            "imagenet: scale = [0.1, 1.0] is for crop = random, not for crop "
            "= center");
  EXPECT_EQ(ErrorOf("split = train, crop = center, ratio = 1"),
            "imagenet: ratio = [1.0, 1.0] is for crop = random, not for crop "
            "= center");
  EXPECT_EQ(ErrorOf("split = train, crop = random, scale = [1, 0.1]"),
            "imagenet: scale = [1.0, 0.1]: expected the smaller number first");
  EXPECT_EQ(ErrorOf("split = train, crop = center, resize = 200"),
            "imagenet: resize = 200 is less than size = 224: there is no room "
            "for the crop");
  EXPECT_THAT(ErrorOf("split = train, crop = random, scale = [0, 1]"),
              HasSubstr("out of range; expected > 0 and <= 1"));
  EXPECT_THAT(ErrorOf("split = test, crop = random"),
              HasSubstr("expected one of train, val"));
}

}  // namespace
}  // namespace synfire
