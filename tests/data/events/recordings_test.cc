// Real recordings, where SYNFIRE_SHARED_DATA names the folder of their
// archives.  Frames are held against the published arithmetic, written here as
// it is published: with masks over all events.
#include <cstdlib>
#include <numeric>

#include "data/aedat/aedat2.h"
#include "data/events/cifar10_dvs.h"
#include "data/events/dvs_gesture.h"
#include "data/events/event_source.h"
#include "data/events/nmnist.h"
#include "data/file_bytes.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/data/events/open_dataset.h"
#include "tests/data/test_files.h"

namespace synfire {
namespace {

// The folder into which an archive was unpacked; "" where there is none.
std::string Unpack(const std::string& archive) {
  const char* shared = std::getenv("SYNFIRE_SHARED_DATA");
  if (shared == nullptr) return "";
  const std::string path = absl::StrCat(shared, "/", archive, ".tar.xz");
  const std::string folder = TestFolder();
  const std::string command =
      absl::StrCat("tar -xJf '", path, "' -C '", folder, "' 2>/dev/null");
  return std::system(command.c_str()) == 0 ? folder : "";
}

#define SYNFIRE_UNPACK_OR_SKIP(folder, archive)                              \
  const std::string folder = Unpack(archive);                                \
  if (folder.empty()) {                                                      \
    GTEST_SKIP() << "there is no " << archive                                \
                 << ".tar.xz in the folder that SYNFIRE_SHARED_DATA names, " \
                    "or it is not set";                                      \
  }

// Frame by frame, the positions that the published code counts.
std::vector<EventRange> Published(const Events& events, Framing::By by,
                                  int64_t frames) {
  const int64_t count = static_cast<int64_t>(events.size());
  std::vector<EventRange> ranges(static_cast<size_t>(frames));
  for (int64_t j = 0; j < frames; ++j) {
    if (by == Framing::By::kNumber) {
      ranges[j] = {j * (count / frames), (j + 1) * (count / frames)};
      continue;
    }
    const int64_t each = (events.back().t - events.front().t) / frames;
    for (int64_t i = 0; i < count; ++i) {
      const int64_t t = events[i].t - events.front().t;
      if (t < each * j || t >= each * (j + 1)) continue;
      if (ranges[j].end == 0) ranges[j].begin = i;
      ranges[j].end = i + 1;
    }
  }
  ranges.back().end = count;
  return ranges;
}

// [T,H,W,2], an event at a time.
std::vector<float> PublishedFrames(const Events& events, const Sensor& sensor,
                                   const std::vector<EventRange>& ranges) {
  std::vector<float> frames(ranges.size() * sensor.height * sensor.width * 2);
  for (size_t j = 0; j < ranges.size(); ++j) {
    for (int64_t i = ranges[j].begin; i < ranges[j].end; ++i) {
      const Event& e = events[i];
      const size_t pixel = (j * sensor.height + e.y) * sensor.width + e.x;
      frames[pixel * 2 + (e.on ? 1 : 0)] += 1;
    }
  }
  return frames;
}

// Every sample of the data set in both divisions; returns all events.
int64_t CheckFrames(const DatasetDef& def, const std::string& call) {
  int64_t total = 0;
  for (const auto by : {Framing::By::kNumber, Framing::By::kTime}) {
    const auto dataset =
        OpenByText(def,
                   absl::StrCat(call, ", frames = 7, by = ", Name(by), ")"))
            .value();
    total = 0;
    EventScratch scratch;
    std::vector<float> sample(dataset->sample_shape().size());
    for (int64_t i = 0; i < dataset->size(); ++i) {
      int64_t label;
      EXPECT_TRUE(dataset->Read(i, sample.data(), &label).ok());
      EXPECT_TRUE(dataset->events()->ReadEvents(i, &scratch).ok());
      EXPECT_EQ(sample,
                PublishedFrames(scratch.events, dataset->events()->sensor(),
                                Published(scratch.events, by, 7)))
          << dataset->SampleName(i) << " by " << Name(by);
      total += static_cast<int64_t>(scratch.events.size());
    }
  }
  return total;
}

TEST(Recordings, Nmnist) {
  SYNFIRE_UNPACK_OR_SKIP(folder, "nmnist_small");
  const std::string call =
      "nmnist(path = \"" + folder + "/nmnist_small\", split = ";
  const auto train = OpenByText(NmnistDef(), call + "train)").value();
  EXPECT_EQ(train->size(), 1000);
  const auto test = OpenByText(NmnistDef(), call + "test)").value();
  EXPECT_EQ(test->size(), 100);
  EXPECT_GT(CheckFrames(NmnistDef(), call + "test"), 100 * 1069);
}

TEST(Recordings, DvsGesture) {
  SYNFIRE_UNPACK_OR_SKIP(folder, "dvs128_gesture");
  const std::string call = "dvs_gesture(path = \"" + folder +
                           "/dvs128_gesture_aedat31_derived/DvsGesture\", "
                           "split = ";
  // Every event of the two recordings belongs to one gesture.
  EXPECT_EQ(CheckFrames(DvsGestureDef(), call + "train"), 1206710);
  EXPECT_EQ(CheckFrames(DvsGestureDef(), call + "test"), 659103);
  const auto test = OpenByText(DvsGestureDef(), call + "test)").value();
  ASSERT_EQ(test->size(), 5);
  // The third gesture crosses 2^31 us.
  EventScratch scratch;
  ASSERT_TRUE(test->events()->ReadEvents(2, &scratch).ok());
  EXPECT_GE(scratch.events.front().t, 2147883648);
  EXPECT_LT(scratch.events.back().t, 2149333648);
}

TEST(Recordings, Cifar10Dvs) {
  SYNFIRE_UNPACK_OR_SKIP(folder, "cifar10dvs_layout");
  const std::string call = "cifar10_dvs(path = \"" + folder +
                           "/cifar10dvs_aedat2_derived\", train_share = 0.5, "
                           "split = ";
  EXPECT_EQ(CheckFrames(Cifar10DvsDef(), call + "train"), 20 * 10000);
  const auto test = OpenByText(Cifar10DvsDef(), call + "test)").value();
  EXPECT_EQ(test->SampleName(0), "airplane/cifar10_airplane_10.aedat");
  EXPECT_EQ(test->SampleName(1), "airplane/cifar10_airplane_2.aedat");
}

TEST(Recordings, Aedat2) {
  SYNFIRE_UNPACK_OR_SKIP(folder, "event_samples");
  const std::string path =
      folder + "/event_formats/aedat2/jaer_MovingDarkBox_DVS128.aedat";
  const std::vector<uint8_t> bytes = ReadFileBytes(path).value();
  Events events;
  ASSERT_TRUE(ParseAedat2(bytes, path, &events).ok());
  EXPECT_EQ(events.size(), 489834);
  EXPECT_EQ(events.front().t, 946459683);
  // The first address is 0x1318.
  EXPECT_EQ(events.front(), (Event{946459683, 127 - 0x13, 127 - 0x0c, true}));
}

}  // namespace
}  // namespace synfire
