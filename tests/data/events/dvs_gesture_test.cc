#include "data/events/dvs_gesture.h"

#include "data/events/event_source.h"
#include "data/events/gesture_lists.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/data/events/event_files.h"
#include "tests/data/events/open_dataset.h"

namespace synfire {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

constexpr char kHeader[] = "class,startTime_usec,endTime_usec\n";
constexpr int64_t kOverflow = int64_t{1} << 31;

std::string LabelsError(const std::string& text) {
  return std::string(ParseGestureLabels(text, "a.csv").status().message());
}

std::string TrialsError(const std::string& text) {
  return std::string(ParseGestureTrials(text, "a.txt").status().message());
}

TEST(GestureLabels, ReadsRowsInAnyOrder) {
  const auto trials =
      ParseGestureLabels(
          "class,startTime_usec,endTime_usec\r\n11,80,90\r\n1,5000000000,"
          "5000000001\r\n\r\n2,85,95\n",
          "a.csv")
          .value();
  ASSERT_THAT(trials, SizeIs(3));
  EXPECT_EQ(trials[0].label, 10);
  EXPECT_EQ(trials[1].window.begin, 5000000000);
  EXPECT_EQ(trials[2].window.end, 95);
}

TEST(GestureLabels, RefusesOtherTexts) {
  EXPECT_EQ(LabelsError("class,start,end\n1,2,3\n"),
            "a.csv:1: the header is 'class,start,end', expected "
            "'class,startTime_usec,endTime_usec'");
  const std::string header = kHeader;
  EXPECT_EQ(LabelsError(header), "a.csv:2: there is no row");
  EXPECT_EQ(LabelsError(header + "1,2,3\n4,5\n"),
            "a.csv:3: the row '4,5' has 2 fields, expected 3: "
            "class,startTime_usec,endTime_usec");
  EXPECT_EQ(LabelsError(header + "1,2,3x\n"), "a.csv:2: '3x' is no integer");
  EXPECT_EQ(LabelsError(header + "1,2,99999999999999999999\n"),
            "a.csv:2: '99999999999999999999' is no integer");
  EXPECT_EQ(LabelsError(header + "12,2,3\n"),
            "a.csv:2: class 12 is out of range, expected 1 to 11");
  EXPECT_EQ(LabelsError(header + "0,2,3\n"),
            "a.csv:2: class 0 is out of range, expected 1 to 11");
  EXPECT_EQ(LabelsError(header + "1,3,3\n"),
            "a.csv:2: the gesture lasts from 3 to 3 us, expected 0 <= start < "
            "end");
}

TEST(GestureTrials, ReadsNames) {
  EXPECT_THAT(ParseGestureTrials("b.aedat\r\n\r\na.aedat", "a.txt").value(),
              ElementsAre("b.aedat", "a.aedat"));
}

TEST(GestureTrials, RefusesOtherTexts) {
  EXPECT_EQ(TrialsError("\n"), "a.txt: there is no name of a recording");
  EXPECT_EQ(TrialsError("a.aedat\nb.csv\n"),
            "a.txt:2: 'b.csv' is no recording, expected a name like "
            "user01_led.aedat");
  EXPECT_EQ(TrialsError("../a.aedat\n"),
            "a.txt:1: '../a.aedat' is no recording, expected a name like "
            "user01_led.aedat");
  EXPECT_EQ(TrialsError("a.aedat\na.aedat\n"),
            "a.txt:2: 'a.aedat' is there twice");
}

class DvsGesture : public testing::Test {
 protected:
  // user01 to train with: a recording across an overflow of the clock, whose
  // windows overlap; user02 to test.
  DvsGesture() {
    Write("trials_to_train.txt", "user01_led.aedat\n");
    Write("trials_to_test.txt", "user02_lab.aedat\n");
    WriteFile(root_, "user01_led.aedat",
              Aedat3Header() +
                  Aedat3Packet({{kOverflow - 20, 1, 1, true},
                                {kOverflow - 10, 2, 2, true}}) +
                  Aedat3Packet(
                      {{kOverflow, 3, 3, false}, {kOverflow + 5, 4, 4, true}}));
    Write("user01_led_labels.csv", kHeader +
                                       Row(4, kOverflow - 20, kOverflow + 1) +
                                       Row(2, kOverflow - 10, kOverflow + 6));
    WriteFile(root_, "user02_lab.aedat",
              Aedat3Header() + Aedat3Packet({{7, 5, 6, false}}));
    Write("user02_lab_labels.csv", kHeader + Row(11, 7, 8));
  }

  static std::string Row(int gesture, int64_t begin, int64_t end) {
    return absl::StrCat(gesture, ",", begin, ",", end, "\n");
  }
  void Write(const std::string& name, const std::string& text) const {
    WriteFile(root_, name, TextBytes(text));
  }
  std::string Text(const std::string& split,
                   const std::string& more = "") const {
    return absl::StrCat("dvs_gesture(split = ", split, ", path = \"", root_,
                        "\"", more, ")");
  }
  std::string Error(const std::string& more = "") const {
    return ErrorOfOpening(DvsGestureDef(), Text("train", more));
  }

  const std::string root_ = TestFolder();
};

TEST_F(DvsGesture, SlicesRecordingsByTheirLabels) {
  const auto train =
      OpenByText(DvsGestureDef(), Text("train", ", frames = 2")).value();
  EXPECT_EQ(train->size(), 2);
  EXPECT_EQ(train->classes(), 11);
  EXPECT_EQ(train->sample_shape(), Shape({2, 128, 128, 2}));
  EXPECT_THAT(
      SampleNames(*train),
      ElementsAre("user01_led.aedat 2147483628-2147483649 right_arm_clockwise",
                  "user01_led.aedat 2147483638-2147483654 right_hand_wave"));
  EventScratch scratch;
  ASSERT_TRUE(train->events()->ReadEvents(0, &scratch).ok());
  EXPECT_THAT(scratch.events, ElementsAre(Event{kOverflow - 20, 1, 1, true},
                                          Event{kOverflow - 10, 2, 2, true},
                                          Event{kOverflow, 3, 3, false}));
  ASSERT_TRUE(train->events()->ReadEvents(1, &scratch).ok());
  EXPECT_THAT(scratch.events, ElementsAre(Event{kOverflow - 10, 2, 2, true},
                                          Event{kOverflow, 3, 3, false},
                                          Event{kOverflow + 5, 4, 4, true}));
  std::vector<float> sample(train->sample_shape().size());
  int64_t label;
  ASSERT_TRUE(train->Read(0, sample.data(), &label).ok());
  EXPECT_EQ(label, 3);
  EXPECT_EQ(sample[(1 * 128 + 1) * 2 + 1], 1);  // the first frame's event
}

TEST_F(DvsGesture, TheListsAreTheSplit) {
  const auto test = OpenByText(DvsGestureDef(), Text("test")).value();
  EXPECT_THAT(SampleNames(*test),
              ElementsAre("user02_lab.aedat 7-8 other_gestures"));
  EXPECT_EQ(test->events()->LabelOf(0), 10);
  EXPECT_THAT(DvsGestureDef().parts_in(root_), SizeIs(2));
}

TEST_F(DvsGesture, RefusesWhatIsMissing) {
  ASSERT_EQ(unlink((root_ + "/user01_led_labels.csv").c_str()), 0);
  EXPECT_EQ(Error(), root_ +
                         "/user01_led_labels.csv: cannot open: No such "
                         "file or directory");
  Write("user01_led_labels.csv", kHeader + Row(1, 0, 1));
  ASSERT_EQ(unlink((root_ + "/user01_led.aedat").c_str()), 0);
  EXPECT_EQ(Error(), root_ +
                         "/user01_led.aedat: cannot open: No such file or "
                         "directory");
  ASSERT_EQ(unlink((root_ + "/trials_to_train.txt").c_str()), 0);
  EXPECT_EQ(Error(),
            "dvs_gesture: there is no trials_to_train.txt in " + root_);
}

TEST_F(DvsGesture, PointsToTheInnerFolder) {
  const std::string outer = TestFolder();
  ASSERT_EQ(symlink(root_.c_str(), (outer + "/DvsGesture").c_str()), 0);
  EXPECT_EQ(
      ErrorOfOpening(DvsGestureDef(),
                     "dvs_gesture(split = train, path = \"" + outer + "\")"),
      "dvs_gesture: there is no trials_to_train.txt in " + outer +
          "; say path = \"" + outer + "/DvsGesture\"");
}

TEST_F(DvsGesture, RefusesAWindowWithoutEvents) {
  Write("user01_led_labels.csv", kHeader + Row(1, 0, 1));
  EXPECT_EQ(Error(),
            root_ + "/user01_led.aedat 0-1 hand_clapping: there is no event");
}

TEST_F(DvsGesture, FindsADamagedRecordingWhenItIsOpened) {
  WriteFile(root_, "user01_led.aedat", Aedat3Header() + Bytes(5));
  EXPECT_EQ(OpenByText(DvsGestureDef(), Text("train")).status().message(),
            root_ +
                "/user01_led.aedat: byte 42: the file ends after 5 bytes "
                "of a packet's header of 28: it is cut short");
}

TEST_F(DvsGesture, LeavesOutWhatCannotBeReadWhereAsked) {
  Write("trials_to_train.txt", "user01_led.aedat\nuser02_lab.aedat\n");
  WriteFile(root_, "user01_led.aedat", Aedat3Header() + Bytes(5));
  const auto train =
      OpenByText(DvsGestureDef(), Text("train", ", on_error = SKIP")).value();
  EXPECT_EQ(train->size(), 1);
  ASSERT_THAT(train->skipped(), SizeIs(2));
  EXPECT_THAT(train->skipped()[1].error, HasSubstr("it is cut short"));
}

}  // namespace
}  // namespace synfire
