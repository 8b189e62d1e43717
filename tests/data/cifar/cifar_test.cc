#include "data/cifar/cifar.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cmath>

#include "data/registry.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/data/test_files.h"

namespace synfire {
namespace {

using testing::ElementsAre;

// A record whose byte `p` of the pixels is p + `shift`, modulo 256.
Bytes Record(const Bytes& labels, int shift) {
  Bytes record = labels;
  for (int p = 0; p < 3 * 1024; ++p) {
    record.push_back(static_cast<uint8_t>(p + shift));
  }
  return record;
}

class CifarTest : public testing::Test {
 protected:
  void WriteTrain10() {
    for (int i = 1; i <= 5; ++i) {
      Bytes file;
      for (int record = 0; record < i; ++record) {
        file = file + Record({static_cast<uint8_t>(2 * i - 1)}, i + record);
      }
      WriteFile(folder_, absl::StrCat("data_batch_", i, ".bin"), file);
    }
  }
  absl::StatusOr<std::unique_ptr<Dataset>> Open(const std::string& name,
                                                const std::string& rest) {
    const std::string text =
        absl::StrCat(name, "(path = \"", folder_, "\", ", rest, ")");
    return OpenDataset(Call::Parse(text).value());
  }
  std::string ErrorOf(const std::string& name, const std::string& rest) {
    return std::string(Open(name, rest).status().message());
  }

  const std::string folder_ = TestFolder();
};

struct Sample {
  std::vector<float> image = std::vector<float>(32 * 32 * 3);
  int64_t label = -1;
};

Sample Read(const Dataset& dataset, int64_t index) {
  Sample sample;
  const absl::Status status =
      dataset.Read(index, sample.image.data(), &sample.label);
  EXPECT_TRUE(status.ok()) << status;
  return sample;
}

TEST_F(CifarTest, ReadsPlanesAsPixels) {
  WriteTrain10();
  const std::unique_ptr<Dataset> dataset =
      Open("cifar10", "split = train").value();
  EXPECT_EQ(dataset->size(), 1 + 2 + 3 + 4 + 5);
  EXPECT_EQ(dataset->sample_shape(), Shape({32, 32, 3}));
  EXPECT_EQ(dataset->classes(), 10);
  const Sample sample = Read(*dataset, 0);
  EXPECT_EQ(sample.label, 1);
  for (int y : {0, 1, 31}) {
    for (int x : {0, 2, 31}) {
      for (int c = 0; c < 3; ++c) {
        EXPECT_EQ(sample.image[(y * 32 + x) * 3 + c],
                  (1024 * c + 32 * y + x + 1) % 256 / 255.0f);
      }
    }
  }
}

TEST_F(CifarTest, FilesFollowOneAnother) {
  WriteTrain10();
  const std::unique_ptr<Dataset> dataset =
      Open("cifar10", "split = train").value();
  std::vector<int64_t> labels, first_bytes;
  for (int64_t i = 0; i < dataset->size(); ++i) {
    const Sample sample = Read(*dataset, i);
    labels.push_back(sample.label);
    first_bytes.push_back(std::lround(sample.image[0] * 255));
  }
  EXPECT_THAT(labels, ElementsAre(1, 3, 3, 5, 5, 5, 7, 7, 7, 7, 9, 9, 9, 9, 9));
  EXPECT_THAT(first_bytes,
              ElementsAre(1, 2, 3, 3, 4, 5, 4, 5, 6, 7, 5, 6, 7, 8, 9));
}

TEST_F(CifarTest, FindsTheFolderOfTheArchive) {
  const std::string inner = folder_ + "/cifar-10-batches-bin";
  ASSERT_EQ(mkdir(inner.c_str(), 0700), 0);
  WriteFile(inner, "test_batch.bin", Record({4}, 0));
  const auto dataset = Open("cifar10", "split = test");
  ASSERT_TRUE(dataset.ok()) << dataset.status();
  EXPECT_EQ(Read(**dataset, 0).label, 4);
}

TEST_F(CifarTest, NamesClassesByTheFileOrByNumbers) {
  WriteFile(folder_, "test_batch.bin", Record({4}, 0));
  EXPECT_THAT(Open("cifar10", "split = test").value()->class_names(),
              ElementsAre("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"));
  const std::string names = "a\nb\nc\nd\ne\nf\ng\nh\ni\r\nj\n\n";
  WriteFile(folder_, "batches.meta.txt", Bytes(names.begin(), names.end()));
  EXPECT_THAT(Open("cifar10", "split = test").value()->class_names(),
              ElementsAre("a", "b", "c", "d", "e", "f", "g", "h", "i", "j"));
  WriteFile(folder_, "batches.meta.txt", {'a', '\n', 'b'});
  EXPECT_EQ(ErrorOf("cifar10", "split = test"),
            folder_ +
                "/batches.meta.txt: holds 2 class names, expected 10, "
                "one a line");
}

TEST_F(CifarTest, HundredHasFineAndCoarseLabels) {
  WriteFile(folder_, "train.bin", Record({19, 99}, 0) + Record({3, 42}, 1));
  const std::unique_ptr<Dataset> fine =
      Open("cifar100", "split = train").value();
  EXPECT_EQ(fine->size(), 2);
  EXPECT_EQ(fine->classes(), 100);
  EXPECT_EQ(Read(*fine, 0).label, 99);
  EXPECT_EQ(Read(*fine, 1).label, 42);
  EXPECT_EQ(Read(*fine, 1).image[0], 1 / 255.0f);
  const std::unique_ptr<Dataset> coarse =
      Open("cifar100", "split = train, labels = coarse").value();
  EXPECT_EQ(coarse->classes(), 20);
  EXPECT_EQ(Read(*coarse, 0).label, 19);
  EXPECT_EQ(Read(*coarse, 1).label, 3);
}

TEST_F(CifarTest, RecognisesItsFolder) {
  const auto parts = [&](const DatasetDef& def) {
    return def.parts_in(folder_);
  };
  EXPECT_THAT(parts(Cifar10Def()), ElementsAre());
  EXPECT_THAT(parts(Cifar100Def()), ElementsAre());
  WriteTrain10();
  EXPECT_THAT(
      parts(Cifar10Def()),
      ElementsAre("cifar10(split = train, path = \"" + folder_ + "\")"));
  WriteFile(folder_, "test.bin", Record({3, 42}, 1));
  EXPECT_THAT(parts(Cifar100Def()), ElementsAre());
  WriteFile(folder_, "fine_label_names.txt", {'a'});
  EXPECT_THAT(
      parts(Cifar100Def()),
      ElementsAre("cifar100(split = test, path = \"" + folder_ + "\")"));
}

TEST_F(CifarTest, SaysWhereItLooked) {
  EXPECT_EQ(ErrorOf("cifar10", "split = train"),
            "cifar10: no data_batch_1.bin in " + folder_ + " or " + folder_ +
                "/cifar-10-batches-bin; the attribute 'path' names the folder "
                "of the files of the binary version");
}

TEST_F(CifarTest, NamesTheFileThatIsMissing) {
  WriteTrain10();
  ASSERT_EQ(unlink((folder_ + "/data_batch_3.bin").c_str()), 0);
  EXPECT_EQ(ErrorOf("cifar10", "split = train"),
            "cifar10: " + folder_ +
                "/data_batch_3.bin: cannot open: No such file or directory");
}

TEST_F(CifarTest, RefusesWhatIsCutOff) {
  Bytes file = Record({4}, 0) + Record({5}, 0);
  file.resize(4000);
  WriteFile(folder_, "test_batch.bin", file);
  EXPECT_EQ(ErrorOf("cifar10", "split = test"),
            folder_ +
                "/test_batch.bin: byte 4000: the file ends after 927 bytes of "
                "record 1, expected records of 3073 bytes");
  WriteFile(folder_, "test_batch.bin", {});
  EXPECT_EQ(ErrorOf("cifar10", "split = test"),
            folder_ +
                "/test_batch.bin: byte 0: the file is empty, expected records "
                "of 3073 bytes");
}

TEST_F(CifarTest, RefusesLabelsOutOfRange) {
  WriteFile(folder_, "test_batch.bin", Record({4}, 0) + Record({10}, 0));
  EXPECT_EQ(ErrorOf("cifar10", "split = test"),
            folder_ +
                "/test_batch.bin: byte 3073: label 10 of record 1 is out of "
                "range, expected 0 to 9");
  // Both labels of a record are looked at, whichever is read.
  WriteFile(folder_, "test.bin", Record({20, 5}, 0));
  EXPECT_EQ(ErrorOf("cifar100", "split = test"),
            folder_ +
                "/test.bin: byte 0: label 20 of record 0 is out of range, "
                "expected 0 to 19");
  WriteFile(folder_, "test.bin", Record({19, 100}, 0));
  EXPECT_EQ(ErrorOf("cifar100", "split = test, labels = coarse"),
            folder_ +
                "/test.bin: byte 1: label 100 of record 0 is out of range, "
                "expected 0 to 99");
}

}  // namespace
}  // namespace synfire
