#include "data/idx/mnist.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "data/system_folders.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/data/test_files.h"

namespace synfire {
namespace {

using testing::EndsWith;
using testing::HasSubstr;

TEST(OpenMnist, ReadsAFolderPlainOrGzip) {
  for (bool gzip : {false, true}) {
    const std::string folder = TestFolder();
    WriteMnist(folder, 12, gzip);
    for (const char* split : {"train", "test"}) {
      const auto dataset = OpenMnist(MnistDigitsKind(), split, folder, {});
      ASSERT_TRUE(dataset.ok()) << dataset.status();
      EXPECT_EQ((*dataset)->size(), 12);
      EXPECT_EQ((*dataset)->sample_shape(), Shape({28, 28, 1}));
      EXPECT_EQ((*dataset)->class_names()[7], "7");
    }
  }
}

TEST(OpenMnist, TakesTheFirstSystemFolderThatHasIt) {
  const std::string empty = TestFolder(), full = TestFolder();
  MnistKind kind = FashionMnistKind();
  kind.folder = "sub";
  ASSERT_EQ(mkdir((full + "/sub").c_str(), 0700), 0);
  WriteMnist(full + "/sub", 3, true);
  const auto dataset = OpenMnist(kind, "train", "", {empty, full});
  ASSERT_TRUE(dataset.ok()) << dataset.status();
  EXPECT_EQ((*dataset)->class_names()[9], "Ankle boot");
}

TEST(OpenMnist, SaysWhichPackageToInstall) {
  const auto dataset =
      OpenMnist(FashionMnistKind(), "train", "", {"/nowhere/a", "/nowhere/b"});
  EXPECT_EQ(dataset.status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(
      dataset.status().message(),
      "fashion_mnist: no train-images-idx3-ubyte[.gz] in "
      "/nowhere/a/datasets/fashion-mnist, /nowhere/b/datasets/fashion-mnist; "
      "install the package dataset-fashion-mnist (Debian, Ubuntu: apt install "
      "dataset-fashion-mnist), or say path = \"folder with the files\"");
}

TEST(OpenMnist, AsksForAPathWhereNoPackageExists) {
  const auto dataset = OpenMnist(MnistDigitsKind(), "test", "", {"/nowhere"});
  EXPECT_EQ(dataset.status().message(),
            "mnist: no t10k-images-idx3-ubyte[.gz] in /nowhere/datasets/mnist; "
            "no package is known to hold it: say path = \"folder with the "
            "files\"");
}

TEST(OpenMnist, LooksNowhereElseThanInAPathThatIsGiven) {
  const std::string full = TestFolder();
  WriteMnist(full, 3, false);
  MnistKind kind = FashionMnistKind();
  kind.folder = ".";
  EXPECT_EQ(OpenMnist(kind, "train", "/nowhere", {full}).status().message(),
            "fashion_mnist: no train-images-idx3-ubyte[.gz] in /nowhere, which "
            "the attribute 'path' names");
}

TEST(OpenMnist, NamesLabelsThatAreMissing) {
  const std::string folder = TestFolder();
  WriteMnist(folder, 3, false);
  ASSERT_EQ(remove((folder + "/t10k-labels-idx1-ubyte").c_str()), 0);
  EXPECT_EQ(
      OpenMnist(MnistDigitsKind(), "test", folder, {}).status().message(),
      "mnist: " + folder +
          " holds t10k-images-idx3-ubyte but no t10k-labels-idx1-ubyte[.gz]");
}

TEST(OpenMnist, RefusesImagesOfAnotherSize) {
  const std::string folder = TestFolder();
  WriteFile(folder, "train-images-idx3-ubyte",
            IdxBytes(8, {1, 2, 2}, Bytes(4)));
  WriteFile(folder, "train-labels-idx1-ubyte", IdxBytes(8, {1}, {0}));
  EXPECT_THAT(
      std::string(
          OpenMnist(MnistDigitsKind(), "train", folder, {}).status().message()),
      EndsWith("images are [2,2,1], but mnist has [28,28,1]; for other "
               "images say idx(images = ..., labels = ...)"));
}

TEST(SystemDataFolders, AreTheEnvironmentsThenTheStandardOnes) {
  const char* old = getenv("XDG_DATA_DIRS");
  const std::string saved = old != nullptr ? old : "";
  setenv("XDG_DATA_DIRS", "/opt/data/:relative::/usr/share", 1);
  EXPECT_THAT(
      SystemDataFolders(),
      testing::ElementsAre("/opt/data", "/usr/share", "/usr/local/share"));
  unsetenv("XDG_DATA_DIRS");
  EXPECT_THAT(SystemDataFolders(),
              testing::ElementsAre("/usr/local/share", "/usr/share"));
  if (old != nullptr) setenv("XDG_DATA_DIRS", saved.c_str(), 1);
}

// The data set itself, where the system has it.
void ExpectFashionMnist(const std::string& split, int64_t size,
                        int64_t first_label) {
  const auto dataset =
      OpenMnist(FashionMnistKind(), split, "", SystemDataFolders());
  if (absl::IsNotFound(dataset.status())) {
    GTEST_SKIP() << dataset.status().message();
  }
  ASSERT_TRUE(dataset.ok()) << dataset.status();
  ASSERT_EQ((*dataset)->size(), size);
  EXPECT_EQ((*dataset)->sample_shape(), Shape({28, 28, 1}));
  std::vector<int64_t> histogram(10);
  std::vector<float> pixels(28 * 28);
  double sum = 0;
  for (int64_t i = 0; i < size; ++i) {
    int64_t label;
    ASSERT_TRUE((*dataset)->Read(i, pixels.data(), &label).ok());
    if (i == 0) {
      EXPECT_EQ(label, first_label);
    }
    ++histogram[label];
    for (float pixel : pixels) sum += pixel;
  }
  EXPECT_EQ(histogram, std::vector<int64_t>(10, size / 10));
  EXPECT_NEAR(sum / (size * 28 * 28), 0.286, 0.001);
}

TEST(FashionMnist, TrainingPart) { ExpectFashionMnist("train", 60000, 9); }
TEST(FashionMnist, TestPart) { ExpectFashionMnist("test", 10000, 9); }

TEST(Mnist, KnowsItsFolders) {
  const std::string root = TestFolder();
  EXPECT_THAT(MnistDef().parts_in(root), testing::SizeIs(0));
  WriteMnist(root, 3, true);
  EXPECT_THAT(
      MnistDef().parts_in(root),
      testing::ElementsAre("mnist(split = train, path = \"" + root + "\")",
                           "mnist(split = test, path = \"" + root + "\")"));
  EXPECT_THAT(FashionMnistDef().parts_in(root), testing::SizeIs(0));
  const std::string fashion = root + "/fashion";
  ASSERT_EQ(mkdir(fashion.c_str(), 0700), 0);
  WriteMnist(fashion, 3, false);
  EXPECT_THAT(MnistDef().parts_in(fashion), testing::SizeIs(0));
  EXPECT_THAT(FashionMnistDef().parts_in(fashion), testing::SizeIs(2));
}

}  // namespace
}  // namespace synfire
