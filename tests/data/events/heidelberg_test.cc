// The Heidelberg data sets, from files that HDF5's library wrote.
#include "data/events/heidelberg.h"

#include <unistd.h>

#include <cmath>
#include <cstdlib>
#include <thread>

#include "data/events/event_source.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/data/events/open_dataset.h"
#include "tests/data/hdf5/hdf5_writer.h"
#include "tests/data/test_files.h"

namespace synfire {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

std::vector<std::string> Digits() {
  return {"zero",  "one",   "two",   "three",  "four", "five", "six",
          "seven", "eight", "nine",  "null",   "eins", "zwei", "drei",
          "vier",  "fuenf", "sechs", "sieben", "acht", "neun"};
}

class HeidelbergTest : public testing::Test {
 protected:
  std::string Path() const { return root_ + "/shd_train.h5"; }
  std::string Text(const std::string& more = "",
                   const std::string& split = "train") const {
    return absl::StrCat("shd(split = ", split, ", path = \"", root_, "\"", more,
                        ")");
  }
  std::string Error(const std::string& more = "") const {
    return ErrorOfOpening(ShdDef(), Text(more));
  }
  // Of a file with these samples.
  std::string ErrorOf(const std::vector<SpikeSample>& samples) const {
    WriteSpikeFile(Path(), samples);
    return Error();
  }
  void WriteTwo(const SpikeFileOptions& options = {}) const {
    WriteSpikeFile(
        Path(), {{{0, 0.25, 0.25, 0.5}, {3, 699, 3, 0}, 11}, {{0.125}, {5}, 0}},
        options);
  }

  const std::string root_ = TestFolder();
};

TEST_F(HeidelbergTest, CountsSpikesInBins) {
  SpikeFileOptions options;
  options.keys = Digits();
  WriteTwo(options);
  const auto shd =
      OpenByText(ShdDef(), Text(", frames = 3, duration_us = 250000")).value();
  EXPECT_EQ(shd->size(), 2);
  EXPECT_TRUE(shd->temporal());
  EXPECT_EQ(shd->classes(), 20);
  EXPECT_EQ(shd->class_names()[11], "eins");
  EXPECT_EQ(shd->sample_shape(), Shape({3, 700}));
  EXPECT_THAT(SampleNames(*shd),
              ElementsAre("shd_train.h5 sample 0", "shd_train.h5 sample 1"));
  std::vector<float> sample(3 * 700, -1.0f);
  int64_t label;
  ASSERT_TRUE(shd->Read(0, sample.data(), &label).ok());
  EXPECT_EQ(label, 11);
  std::vector<float> expected(3 * 700);
  expected[3] = 1;          // 0 s is in the first bin,
  expected[700 + 699] = 1;  // a time between two in the second,
  expected[700 + 3] = 1;
  expected[1400] = 1;
  EXPECT_EQ(sample, expected);
  // ... and bins are of the file's clock, not of the first spike's.
  ASSERT_TRUE(shd->Read(1, sample.data(), &label).ok());
  EXPECT_EQ(label, 0);
  EXPECT_EQ(sample[5], 1);
}

TEST_F(HeidelbergTest, HasAHundredBinsUnlessToldOtherwise) {
  WriteTwo();
  const auto shd = OpenByText(ShdDef(), Text()).value();
  EXPECT_EQ(shd->sample_shape(), Shape({100, 700}));
  EXPECT_EQ(shd->events()->framing().duration_us, 14000);
  EXPECT_EQ(shd->class_names()[11], "11");  // the file has no names
  EXPECT_FALSE(shd->events()->has_polarity());
  const auto other =
      OpenByText(ShdDef(), Text(", by = number, frames = 2")).value();
  std::vector<float> sample(2 * 700);
  int64_t label;
  ASSERT_TRUE(other->Read(0, sample.data(), &label).ok());
  EXPECT_EQ(sample[3] + sample[699], 2);
  EXPECT_EQ(sample[700 + 3] + sample[700], 2);
}

TEST_F(HeidelbergTest, ReadsEveryWidthAndLayout) {
  WriteTwo();
  const auto bytes = [&] {
    const auto shd = OpenByText(ShdDef(), Text()).value();
    std::vector<float> samples(2 * 100 * 700);
    int64_t label;
    for (int i = 0; i < 2; ++i) {
      EXPECT_TRUE(shd->Read(i, samples.data() + i * 70000, &label).ok());
    }
    return samples;
  };
  const std::vector<float> expected = bytes();
  for (int size : {2, 4, 8}) {
    for (int chunk : {0, 1, 64}) {
      SpikeFileOptions options;
      options.times.size = size;
      options.units = {Hdf5Number::kSigned, size};
      options.layout.chunk = chunk;
      options.layout.deflate = chunk == 64 ? 5 : 0;
      options.latest = chunk == 0;
      WriteTwo(options);
      EXPECT_EQ(bytes(), expected);
    }
  }
}

// Halves have steps of 1 ms near 1 s: arithmetic on them would be wrong.
TEST_F(HeidelbergTest, TimesAreConvertedBeforeTheyAreScaled) {
  WriteSpikeFile(Path(), {{{1.0009765625}, {1}, 0}});
  const auto shd = OpenByText(ShdDef(), Text()).value();
  EventScratch scratch;
  ASSERT_TRUE(shd->events()->ReadEvents(0, &scratch).ok());
  EXPECT_EQ(scratch.events[0].t, 1000976);
}

TEST_F(HeidelbergTest, RefusesWrongSamplesAndSaysWhich) {
  const std::string at = Path() + ": sample ";
  EXPECT_EQ(ErrorOf({{{0}, {0}, 0}, {{0}, {0}, 20}}),
            at + "1: class 20 is out of range, expected 0 to 19");
  EXPECT_EQ(ErrorOf({{{0}, {0}, -1}}),
            at + "0: class -1 is out of range, expected 0 to 19");
  EXPECT_EQ(ErrorOf({{{0, 0.5}, {0, 700}, 0}}),
            at + "0: spike 1: unit 700 is out of range, expected 0 to 699");
  EXPECT_EQ(ErrorOf({{{-0.5}, {0}, 0}}),
            at + "0: spike 0: a time of -0.5 s, expected 0 to 1e+06");
  EXPECT_EQ(ErrorOf({{{0, std::nan("")}, {0, 0}, 0}}),
            at + "0: spike 1: a time of nan s, expected 0 to 1e+06");
  EXPECT_EQ(ErrorOf({{{1e9}, {0}, 0}}),
            at + "0: spike 0: a time of inf s, expected 0 to 1e+06");
  EXPECT_EQ(ErrorOf({{{0.5, 0.25}, {0, 0}, 0}}),
            at + "0: spike 1: a time of 0.25 s after one of 0.5 s, expected "
                 "them in order");
  EXPECT_EQ(ErrorOf({{{0, 1}, {0}, 0}}),
            at + "0: 2 times of 1 units, expected as many");
  EXPECT_EQ(ErrorOf({{{}, {}, 0}}), Path() + " sample 0: there is no event");
  EXPECT_EQ(ErrorOf({{{1.5}, {0}, 0}}),
            Path() +
                " sample 0: the events go on to 1500000 us, expected all "
                "before 100 frames of 14000 us end");
}

TEST_F(HeidelbergTest, LeavesOutWhatCannotBeReadWhereAsked) {
  WriteSpikeFile(Path(), {{{0}, {0}, 20}, {{0}, {1}, 7}, {{0}, {700}, 0}});
  const auto shd = OpenByText(ShdDef(), Text(", on_error = SKIP")).value();
  EXPECT_EQ(shd->size(), 1);
  EXPECT_EQ(shd->events()->LabelOf(0), 7);
  ASSERT_THAT(shd->skipped(), SizeIs(2));
  EXPECT_EQ(shd->skipped()[1].name, "shd_train.h5 sample 2");
  EXPECT_THAT(shd->skipped()[1].error, HasSubstr("unit 700 is out of range"));
}

TEST_F(HeidelbergTest, RefusesOtherFiles) {
  const std::string name = Path();
  constexpr char kWhere[] =
      "; spike trains are in /spikes/times, /spikes/units and /labels";
  const Hdf5Number real, integer{Hdf5Number::kUnsigned, 2};
  EXPECT_EQ(Error(), "shd: there is no shd_train.h5 in " + root_);
  WriteFile(root_, "shd_train.h5.gz", Gzip({1}));
  EXPECT_EQ(Error(), "shd: there is no shd_train.h5 in " + root_ +
                         "; unpack shd_train.h5.gz with gunzip");
  WriteFile(root_, "shd_train.h5", Bytes(100, 'x'));
  EXPECT_EQ(Error(), name + ": byte 0: the file is no HDF5 file");
  { Hdf5Writer file(name); }
  EXPECT_EQ(Error(), name + ": there is no data set /spikes/times" + kWhere);
  {
    Hdf5Writer file(name);
    file.Group("/spikes");
    file.Rows("/spikes/times", {{0}}, real);
  }
  EXPECT_EQ(Error(), name + ": there is no data set /spikes/units" + kWhere);
  {
    Hdf5Writer file(name);
    file.Group("/spikes");
    file.Rows("/spikes/times", {{0}}, real);
    file.Rows("/spikes/units", {{0}}, integer);
  }
  EXPECT_EQ(Error(), name + ": there is no data set /labels" + kWhere);
  {
    Hdf5Writer file(name);
    file.Group("/spikes");
    file.Rows("/spikes/times", {{0}}, integer);
  }
  EXPECT_EQ(Error(), name +
                         ": /spikes/times holds variable-length arrays of "
                         "2-byte integers, expected variable-length arrays of "
                         "reals: seconds");
  {
    Hdf5Writer file(name);
    file.Group("/spikes");
    file.Rows("/spikes/times", {{0}, {0}}, real);
    file.Rows("/spikes/units", {{0}}, integer);
    file.Numbers("/labels", {0, 0, 0}, integer);
  }
  EXPECT_EQ(Error(), name +
                         ": /spikes/times has 2 samples, /spikes/units 1 and "
                         "/labels 3, expected as many");
  SpikeFileOptions options;
  options.keys = {"zero", "one"};
  WriteTwo(options);
  EXPECT_EQ(Error(),
            name + ": /extra/keys has 2 names of classes, expected 20");
}

TEST_F(HeidelbergTest, FindsATruncatedFileWhenItIsOpened) {
  WriteTwo();
  ASSERT_EQ(truncate(Path().c_str(), 3000), 0);
  const absl::Status status = OpenByText(ShdDef(), Text()).status();
  EXPECT_THAT(std::string(status.message()),
              HasSubstr(Path() + ": byte 3000: the file ends here, of "));
}

TEST_F(HeidelbergTest, KnowsItsFilesByTheirNames) {
  WriteTwo();
  WriteSpikeFile(root_ + "/ssc_valid.h5", {{{0}, {0}, 34}});
  EXPECT_THAT(ShdDef().parts_in(root_),
              ElementsAre("shd(split = train, path = \"" + root_ + "\")"));
  EXPECT_THAT(SscDef().parts_in(root_),
              ElementsAre("ssc(split = valid, path = \"" + root_ + "\")"));
  const auto ssc = OpenByText(SscDef(), SscDef().parts_in(root_)[0]).value();
  EXPECT_EQ(ssc->classes(), 35);
  EXPECT_EQ(ErrorOfOpening(ShdDef(), Text(", by = duration")),
            "by = duration needs duration_us, how long a frame lasts");
  EXPECT_THAT(ErrorOfOpening(ShdDef(), Text("", "valid")), HasSubstr("valid"));
}

TEST_F(HeidelbergTest, ManyThreadsReadAtOnce) {
  std::vector<SpikeSample> samples;
  for (int i = 0; i < 40; ++i) {
    samples.push_back({std::vector<double>(50 + i, 0.5),
                       std::vector<double>(50 + i, i), i % 20});
  }
  WriteSpikeFile(Path(), samples);
  const auto shd =
      OpenByText(ShdDef(), Text(", by = number, frames = 1")).value();
  std::vector<std::thread> threads;
  for (int k = 0; k < 4; ++k) {
    threads.emplace_back([&] {
      std::vector<float> sample(700);
      int64_t label;
      for (int i = 0; i < 40; ++i) {
        EXPECT_TRUE(shd->Read(i, sample.data(), &label).ok());
        EXPECT_EQ(sample[i], 50 + i);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

// The real files, unpacked, in the folder shd of SYNFIRE_SHARED_DATA.
TEST(HeidelbergFiles, AreReadWhole) {
  const char* shared = std::getenv("SYNFIRE_SHARED_DATA");
  if (shared == nullptr) GTEST_SKIP() << "SYNFIRE_SHARED_DATA is not set";
  const std::string folder = absl::StrCat(shared, "/shd");
  const std::vector<std::string> parts = ShdDef().parts_in(folder);
  if (parts.size() < 2) {
    GTEST_SKIP() << "there is no shd_train.h5 and shd_test.h5 in " << folder;
  }
  for (const std::string& part : parts) {
    const auto shd = OpenByText(ShdDef(), part);
    ASSERT_TRUE(shd.ok()) << shd.status();
    EXPECT_EQ((*shd)->size(), part == parts[0] ? 8156 : 2264);
    EXPECT_EQ(ErrorOfOpening(ShdDef(), part), "");
  }
}

}  // namespace
}  // namespace synfire
