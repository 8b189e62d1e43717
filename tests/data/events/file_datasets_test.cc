// The data sets with a file a sample: N-MNIST, N-Caltech101, CIFAR10-DVS.
#include <sys/stat.h>

#include "data/events/cifar10_dvs.h"
#include "data/events/event_source.h"
#include "data/events/n_caltech101.h"
#include "data/events/nmnist.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/data/events/event_files.h"
#include "tests/data/events/open_dataset.h"

namespace synfire {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

constexpr Sensor kCamera = {128, 128};

// A new folder in another.
std::string Folder(const std::string& parent, const std::string& name) {
  const std::string path = parent + "/" + name;
  SYNFIRE_CHECK(mkdir(path.c_str(), 0700) == 0);
  return path;
}

// An N-MNIST of `count` recordings a digit in each part.
std::string WriteNmnist(int count) {
  const std::string root = TestFolder();
  for (const char* part : {"Train", "Test"}) {
    const std::string folder = Folder(root, part);
    for (int digit = 0; digit < 10; ++digit) {
      const std::string digits = Folder(folder, std::to_string(digit));
      for (int i = 0; i < count; ++i) {
        WriteFile(digits, "0000" + std::to_string(i) + ".bin",
                  AtisFile(RandomEvents(kNmnistSensor, 40 + digit, i)));
      }
    }
  }
  return root;
}

std::string Nmnist(const std::string& root, const std::string& more = "") {
  return "nmnist(split = train, path = \"" + root + "\"" + more + ")";
}

// A CIFAR10-DVS of recordings with these numbers in each class.
std::string WriteCifar10Dvs(const std::vector<int>& numbers) {
  const std::string root = TestFolder();
  for (const char* name : {"airplane", "automobile", "bird", "cat", "deer",
                           "dog", "frog", "horse", "ship", "truck"}) {
    const std::string folder = Folder(root, name);
    for (int i : numbers) {
      WriteFile(
          folder,
          std::string("cifar10_") + name + "_" + std::to_string(i) + ".aedat",
          Aedat2File(RandomEvents(kCamera, 100, i, 946459683)));
    }
  }
  return root;
}

TEST(Nmnist, ReadsFramesAndLabels) {
  const std::string root = WriteNmnist(2);
  const auto dataset = OpenByText(NmnistDef(), Nmnist(root)).value();
  EXPECT_EQ(dataset->size(), 20);
  EXPECT_EQ(dataset->classes(), 10);
  EXPECT_EQ(dataset->class_names()[3], "3");
  EXPECT_TRUE(dataset->temporal());
  EXPECT_EQ(dataset->sample_shape(), Shape({10, 34, 34, 2}));
  EXPECT_EQ(dataset->SampleName(7), "3/00001.bin");
  EXPECT_THAT(dataset->skipped(), SizeIs(0));

  std::vector<float> sample(dataset->sample_shape().size(), -1), expected;
  int64_t label = -1;
  ASSERT_TRUE(dataset->Read(7, sample.data(), &label).ok());
  EXPECT_EQ(label, 3);
  EXPECT_EQ(dataset->events()->LabelOf(7), 3);
  const Events events = RandomEvents(kNmnistSensor, 43, 1);
  std::vector<EventRange> ranges;
  ASSERT_TRUE(SplitEvents(events, {Framing::By::kNumber, 10, 0}, &ranges).ok());
  expected.resize(sample.size());
  CountEvents(events, ranges, kNmnistSensor, expected.data());
  EXPECT_EQ(sample, expected);
}

TEST(Nmnist, OpensEitherPart) {
  const std::string root = WriteNmnist(1);
  WriteFile(root + "/Test/5", "7.bin", AtisEvent(1, 2, true, 3));
  EXPECT_EQ(OpenByText(NmnistDef(), Nmnist(root)).value()->size(), 10);
  EXPECT_EQ(
      OpenByText(NmnistDef(), "nmnist(split = test, path = \"" + root + "\")")
          .value()
          ->size(),
      11);
  EXPECT_THAT(NmnistDef().parts_in(root),
              ElementsAre("nmnist(split = train, path = \"" + root + "\")",
                          "nmnist(split = test, path = \"" + root + "\")"));
  EXPECT_THAT(NmnistDef().parts_in(root + "/Train"), SizeIs(0));
}

TEST(Nmnist, DividesByTimeAndDuration) {
  const std::string root = WriteNmnist(1);
  for (const char* more : {", by = time, frames = 4",
                           ", by = duration, duration_us = 500, frames = 20"}) {
    const auto dataset = OpenByText(NmnistDef(), Nmnist(root, more)).value();
    std::vector<float> sample(dataset->sample_shape().size());
    int64_t label;
    for (int64_t i = 0; i < dataset->size(); ++i) {
      ASSERT_TRUE(dataset->Read(i, sample.data(), &label).ok()) << more;
      float sum = 0;
      for (float count : sample) sum += count;
      EXPECT_EQ(sum, 40 + label) << more;
    }
  }
}

TEST(Nmnist, ChecksAttributes) {
  const std::string root = WriteNmnist(1);
  EXPECT_EQ(ErrorOfOpening(NmnistDef(), Nmnist(root, ", by = duration")),
            "by = duration needs duration_us, how long a frame lasts");
  EXPECT_EQ(ErrorOfOpening(NmnistDef(), Nmnist(root, ", duration_us = 5")),
            "duration_us is read with by = duration alone, by is number");
  EXPECT_THAT(ErrorOfOpening(NmnistDef(), Nmnist(root, ", frames = 0")),
              HasSubstr("frames = 0 is out of range"));
  EXPECT_THAT(ErrorOfOpening(NmnistDef(),
                             Nmnist(root, ", by = duration, duration_us = 10")),
              AllOf(HasSubstr(root + "/Train/0/00000.bin: the events span "),
                    HasSubstr(" frames of 10 us; expected at most 10 frames")));
}

TEST(Nmnist, SaysWhereItLooked) {
  EXPECT_EQ(ErrorOfOpening(NmnistDef(), Nmnist("/no/such/folder")),
            "nmnist: there is no folder /no/such/folder, which the attribute "
            "'path' names");
  setenv("XDG_DATA_DIRS", "/nowhere", 1);
  EXPECT_EQ(ErrorOfOpening(NmnistDef(), "nmnist(split = train)"),
            "nmnist: there is no folder /nowhere/datasets/nmnist or "
            "/usr/local/share/datasets/nmnist or /usr/share/datasets/nmnist; "
            "say path = \"folder with Train and Test\"");
  unsetenv("XDG_DATA_DIRS");
}

TEST(Nmnist, RefusesAnotherLayout) {
  const std::string root = WriteNmnist(1);
  ASSERT_EQ(unlink((root + "/Train/4/00000.bin").c_str()), 0);
  EXPECT_EQ(ErrorOfOpening(NmnistDef(), Nmnist(root)),
            root + "/Train/4: holds no file '*.bin'");
  ASSERT_EQ(rmdir((root + "/Train/4").c_str()), 0);
  EXPECT_EQ(ErrorOfOpening(NmnistDef(), Nmnist(root)),
            root +
                "/Train: there is no folder '4', which is one of the 10 "
                "classes");
  Folder(root + "/Train", "4");
  WriteFile(root + "/Train/4", "1.bin", AtisEvent(0, 0, true, 0));
  Folder(root + "/Train", "11");
  EXPECT_THAT(ErrorOfOpening(NmnistDef(), Nmnist(root)),
              HasSubstr(root + "/Train: the folder '11' is none of the 10 "
                               "classes; "));
}

TEST(Nmnist, FindsACutFileWhenItIsOpened) {
  const std::string root = WriteNmnist(1);
  WriteFile(root + "/Train/9", "1.bin", {1, 2, 3});
  EXPECT_EQ(OpenByText(NmnistDef(), Nmnist(root)).status().message(),
            root +
                "/Train/9/1.bin: byte 0: the file ends after 3 bytes of an "
                "event of 5: it is cut short, or of another format");
}

TEST(Nmnist, FindsCorruptEventsWhenTheyAreRead) {
  const std::string root = WriteNmnist(1);
  WriteFile(root + "/Train/9", "1.bin",
            AtisEvent(0, 0, true, 0) + AtisEvent(50, 0, true, 0));
  const auto dataset = OpenByText(NmnistDef(), Nmnist(root)).value();
  std::vector<float> sample(dataset->sample_shape().size());
  int64_t label;
  EXPECT_THAT(dataset->Read(10, sample.data(), &label).message(),
              HasSubstr("/Train/9/1.bin: byte 5: an event at x = 50, y = 0"));
  // Nothing but a mark of the clock.
  WriteFile(root + "/Train/9", "1.bin", AtisEvent(0, 240, true, 0));
  EXPECT_EQ(dataset->Read(10, sample.data(), &label).message(),
            root + "/Train/9/1.bin: there is no event");
}

TEST(Nmnist, LeavesOutWhatCannotBeReadWhereAsked) {
  const std::string root = WriteNmnist(2);
  WriteFile(root + "/Train/0", "00000.bin", {1, 2, 3});
  WriteFile(root + "/Train/9", "00001.bin", AtisEvent(50, 0, true, 0));
  const auto dataset =
      OpenByText(NmnistDef(), Nmnist(root, ", on_error = SKIP")).value();
  EXPECT_EQ(dataset->size(), 18);
  EXPECT_EQ(dataset->SampleName(0), "0/00001.bin");
  ASSERT_THAT(dataset->skipped(), SizeIs(2));
  EXPECT_EQ(dataset->skipped()[0].name, "0/00000.bin");
  EXPECT_THAT(dataset->skipped()[0].error,
              HasSubstr("00000.bin: byte 0: the file ends after 3 bytes"));
  EXPECT_EQ(dataset->skipped()[1].name, "9/00001.bin");
  EXPECT_EQ(dataset->events()->LabelOf(17), 9);
}

TEST(Nmnist, SomethingMustBeLeft) {
  const std::string root = WriteNmnist(1);
  for (int digit = 0; digit < 10; ++digit) {
    WriteFile(root + "/Train/" + std::to_string(digit), "00000.bin", {1});
  }
  EXPECT_THAT(ErrorOfOpening(NmnistDef(), Nmnist(root, ", on_error = SKIP")),
              HasSubstr("none of 10 samples can be read; the first: "));
}

TEST(Nmnist, LeavesHiddenAndOtherFilesAlone) {
  const std::string root = WriteNmnist(1);
  WriteFile(root + "/Train/3", ".hidden.bin", {1});
  WriteFile(root + "/Train/3", "notes.txt", {1});
  WriteFile(root + "/Train", "readme", {1});
  EXPECT_EQ(OpenByText(NmnistDef(), Nmnist(root)).value()->size(), 10);
}

TEST(NCaltech101, ClassesAreTheFolders) {
  const std::string root = TestFolder();
  for (const char* name : {"accordion", "BACKGROUND_Google", "yin_yang"}) {
    const std::string folder = Folder(root, name);
    for (int i = 0; i < 5; ++i) {
      WriteFile(folder, "image_000" + std::to_string(i) + ".bin",
                AtisFile(RandomEvents(kCaltech101Sensor, 30, i)));
    }
  }
  const std::string call = "(path = \"" + root + "\", train_share = 0.6, split";
  const auto train =
      OpenByText(NCaltech101Def(), "n_caltech101" + call + " = train)").value();
  EXPECT_THAT(train->class_names(),
              ElementsAre("BACKGROUND_Google", "accordion", "yin_yang"));
  EXPECT_EQ(train->size(), 9);
  EXPECT_EQ(train->sample_shape(), Shape({10, 180, 240, 2}));
  const auto test =
      OpenByText(NCaltech101Def(), "n_caltech101" + call + " = test)").value();
  EXPECT_EQ(test->size(), 6);
  EXPECT_EQ(test->SampleName(0), "BACKGROUND_Google/image_0003.bin");
  // Of five, ceil(0.9 * 5) are for training.
  EXPECT_THAT(NCaltech101Def().parts_in(root), SizeIs(1));
}

TEST(Cifar10Dvs, TakesTheFirstNineTenthsInTheOrderOfText) {
  const std::string root = WriteCifar10Dvs({0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
  const std::string path = "path = \"" + root + "\"";
  const auto train =
      OpenByText(Cifar10DvsDef(), "cifar10_dvs(split = train, " + path + ")")
          .value();
  // ceil(11 * 0.9) of each.
  EXPECT_EQ(train->size(), 100);
  EXPECT_EQ(train->sample_shape(), Shape({16, 128, 128, 2}));
  EXPECT_EQ(train->SampleName(1), "airplane/cifar10_airplane_1.aedat");
  EXPECT_EQ(train->SampleName(2), "airplane/cifar10_airplane_10.aedat");
  EXPECT_EQ(train->SampleName(3), "airplane/cifar10_airplane_2.aedat");
  const auto test =
      OpenByText(Cifar10DvsDef(), "cifar10_dvs(split = test, " + path + ")")
          .value();
  EXPECT_EQ(test->size(), 10);
  EXPECT_EQ(test->SampleName(9), "truck/cifar10_truck_9.aedat");
  EXPECT_EQ(test->events()->LabelOf(9), 9);
  EXPECT_THAT(Cifar10DvsDef().parts_in(root), SizeIs(2));
}

TEST(Cifar10Dvs, RefusesAnEmptyTest) {
  const std::string root = WriteCifar10Dvs({0, 1});
  EXPECT_EQ(ErrorOfOpening(Cifar10DvsDef(),
                           "cifar10_dvs(split = test, path = "
                           "\"" +
                               root + "\")"),
            root +
                ": split = test is empty: all 20 files are among the first "
                "0.9 (train_share) of their class");
}

TEST(Cifar10Dvs, FindsACutFileWhenItIsOpened) {
  const std::string root = WriteCifar10Dvs({0, 1});
  WriteFile(root + "/cat", "cifar10_cat_0.aedat", Aedat2Header() + Bytes(9));
  EXPECT_EQ(OpenByText(Cifar10DvsDef(),
                       "cifar10_dvs(split = train, path = \"" + root + "\")")
                .status()
                .message(),
            root +
                "/cat/cifar10_cat_0.aedat: byte 32: the file ends after 1 "
                "byte of an event of 8: it is cut short");
}

}  // namespace
}  // namespace synfire
