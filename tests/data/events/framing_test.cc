#include "data/events/framing.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace synfire {
namespace {

using By = Framing::By;
using Ranges = std::vector<std::pair<int64_t, int64_t>>;

Events At(const std::vector<int64_t>& times) {
  Events events;
  for (int64_t t : times) events.push_back({t, 0, 0, false});
  return events;
}

absl::StatusOr<Ranges> Split(const Events& events, By by, int64_t frames,
                             int64_t duration = 0) {
  std::vector<EventRange> split;
  SYNFIRE_RETURN_IF_ERROR(SplitEvents(events, {by, frames, duration}, &split));
  Ranges ranges;
  for (const EventRange& range : split) {
    ranges.emplace_back(range.begin, range.end);
  }
  return ranges;
}

Ranges SplitOk(const std::vector<int64_t>& times, By by, int64_t frames,
               int64_t duration = 0) {
  return Split(At(times), by, frames, duration).value();
}

TEST(FramingByNumber, GivesTheRemainderToTheLastFrame) {
  EXPECT_EQ(SplitOk({0, 1, 2, 3, 4, 5, 6}, By::kNumber, 3),
            (Ranges{{0, 2}, {2, 4}, {4, 7}}));
  EXPECT_EQ(SplitOk({0, 1, 2, 3}, By::kNumber, 1), (Ranges{{0, 4}}));
}

TEST(FramingByNumber, FewEventsAllGoToTheLastFrame) {
  EXPECT_EQ(SplitOk({5, 6}, By::kNumber, 3), (Ranges{{0, 0}, {0, 0}, {0, 2}}));
  EXPECT_EQ(SplitOk({}, By::kNumber, 2), (Ranges{{0, 0}, {0, 0}}));
}

TEST(FramingByBins, BinsAreOfTheClock) {
  EXPECT_EQ(SplitOk({0, 9, 10, 10, 31}, By::kBins, 4, 10),
            (Ranges{{0, 2}, {2, 4}, {4, 4}, {4, 5}}));
  // Also where the first bins are empty, or all of them.
  EXPECT_EQ(SplitOk({25}, By::kBins, 3, 10), (Ranges{{0, 0}, {0, 0}, {0, 1}}));
  EXPECT_EQ(SplitOk({}, By::kBins, 2, 10), (Ranges{{0, 0}, {0, 0}}));
}

TEST(FramingByBins, RefusesALaterEvent) {
  EXPECT_EQ(Split(At({1, 30}), By::kBins, 3, 10).status().message(),
            "the events go on to 30 us, expected all before 3 frames of 10 us "
            "end");
}

TEST(Framing, CountsSpikesOfALine) {
  const Events spikes = {{0, 1, 0, false}, {1, 1, 0, false}, {2, 0, 0, false}};
  float frames[2][2] = {};
  CountSpikes(spikes, {{0, 2}, {2, 3}}, 2, frames[0]);
  EXPECT_EQ(frames[0][1], 2);
  EXPECT_EQ(frames[1][0], 1);
  EXPECT_EQ(frames[0][0] + frames[1][1], 0);
}

TEST(FramingByTime, DividesTheSpanInWholeMicroseconds) {
  // The span is 10, d = 3: [100,103), [103,106), [106,109) and the rest.
  EXPECT_EQ(SplitOk({100, 102, 103, 105, 106, 109, 110}, By::kTime, 3),
            (Ranges{{0, 2}, {2, 4}, {4, 7}}));
}

TEST(FramingByTime, AnEmptySlotIsAnEmptyFrame) {
  // d = 4: [0,4), [4,8), [8,12).
  EXPECT_EQ(SplitOk({0, 1, 9, 12}, By::kTime, 3),
            (Ranges{{0, 2}, {0, 0}, {2, 4}}));
  // The last slot holds nothing but the event at its end.
  EXPECT_EQ(SplitOk({0, 5, 12}, By::kTime, 3),
            (Ranges{{0, 1}, {1, 2}, {2, 3}}));
}

TEST(FramingByTime, AShortSpanGoesToTheLastFrame) {
  EXPECT_EQ(SplitOk({7, 7, 8}, By::kTime, 4),
            (Ranges{{0, 0}, {0, 0}, {0, 0}, {0, 3}}));
  EXPECT_EQ(SplitOk({7}, By::kTime, 2), (Ranges{{0, 0}, {0, 1}}));
  EXPECT_EQ(SplitOk({}, By::kTime, 2), (Ranges{{0, 0}, {0, 0}}));
}

TEST(FramingByTime, RangesArePositionsWhereTimesGoBackwards) {
  // d = 3: frame 0 holds t in [0,3), from its first to its last event.
  EXPECT_EQ(SplitOk({0, 4, 2, 5, 6}, By::kTime, 2), (Ranges{{0, 3}, {1, 5}}));
  // The last event lies before the first.
  EXPECT_EQ(SplitOk({9, 12, 4}, By::kTime, 2), (Ranges{{0, 0}, {0, 3}}));
}

TEST(FramingByDuration, LastsAsLongAsItSays) {
  // From the least time: 0, 9 | 10, 19 | 20.
  EXPECT_EQ(SplitOk({5, 14, 15, 24, 26}, By::kDuration, 9, 10),
            (Ranges{{0, 2}, {2, 4}, {4, 5}}));
}

TEST(FramingByDuration, AnEventAtTheVeryEndBelongsToTheLastFrame) {
  EXPECT_EQ(SplitOk({0, 10, 20}, By::kDuration, 9, 10),
            (Ranges{{0, 1}, {1, 3}}));
  EXPECT_EQ(SplitOk({3, 3}, By::kDuration, 9, 10), (Ranges{{0, 2}}));
  EXPECT_EQ(SplitOk({}, By::kDuration, 9, 10), (Ranges{{0, 0}}));
}

TEST(FramingByDuration, AnEmptyFrameIsEmpty) {
  EXPECT_EQ(SplitOk({0, 25}, By::kDuration, 9, 10),
            (Ranges{{0, 1}, {1, 1}, {1, 2}}));
}

TEST(FramingByDuration, RefusesMoreFramesThanExpected) {
  EXPECT_EQ(Split(At({100, 131}), By::kDuration, 3, 10).status().message(),
            "the events span 31 us, 4 frames of 10 us; expected at most 3 "
            "frames");
}

TEST(CountEvents, CountsByFramePixelAndPolarity) {
  const Events events = {
      {0, 2, 1, true}, {1, 2, 1, true}, {2, 0, 0, false}, {3, 2, 0, false}};
  std::vector<float> frames(2 * 2 * 3 * 2);
  CountEvents(events, {{0, 3}, {3, 4}}, {2, 3}, frames.data());
  std::vector<float> expected(frames.size());
  const auto at = [&](int frame, int y, int x, int polarity) -> float& {
    return expected[((frame * 2 + y) * 3 + x) * 2 + polarity];
  };
  at(0, 1, 2, 1) = 2;
  at(0, 0, 0, 0) = 1;
  at(1, 0, 2, 0) = 1;
  EXPECT_EQ(frames, expected);
}

}  // namespace
}  // namespace synfire
