#include "data/atis/atis.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/data/events/event_files.h"

namespace synfire {
namespace {

constexpr Sensor kSensor = {34, 34};

Events Parse(const Bytes& bytes) {
  Events events;
  const absl::Status status = ParseAtis(bytes, "f.bin", kSensor, &events);
  EXPECT_TRUE(status.ok()) << status;
  return events;
}

std::string ErrorOf(const Bytes& bytes) {
  Events events;
  return std::string(ParseAtis(bytes, "f.bin", kSensor, &events).message());
}

TEST(Atis, ReadsEvents) {
  EXPECT_THAT(Parse({5, 7, 0x80, 1, 2, 33, 0, 0x7f, 0xff, 0xff}),
              testing::ElementsAre(Event{258, 5, 7, true},
                                   Event{0x7fffff, 33, 0, false}));
  const Events events = RandomEvents(kSensor, 100, 1);
  EXPECT_EQ(Parse(AtisFile(events)), events);
}

TEST(Atis, AddsOverflowsOfTheClock) {
  EXPECT_THAT(
      Parse(AtisEvent(1, 2, true, 10) + AtisEvent(9, 240, true, 99) +
            AtisEvent(3, 4, false, 10) + AtisEvent(0, 240, false, 0) +
            AtisEvent(5, 6, false, 11)),
      testing::ElementsAre(Event{10, 1, 2, true}, Event{8192 + 10, 3, 4, false},
                           Event{2 * 8192 + 11, 5, 6, false}));
}

TEST(Atis, KeepsTheOrderOfTheFile) {
  EXPECT_THAT(
      Parse(AtisEvent(1, 2, true, 10) + AtisEvent(1, 2, true, 5)),
      testing::ElementsAre(Event{10, 1, 2, true}, Event{5, 1, 2, true}));
}

TEST(Atis, RefusesWhatIsNoWholeFile) {
  EXPECT_EQ(ErrorOf({}),
            "f.bin: byte 0: the file is empty, expected events of 5 bytes");
  EXPECT_EQ(ErrorOf({1, 2, 3, 4, 5, 6}),
            "f.bin: byte 5: the file ends after 1 byte of an event of 5: it is "
            "cut short, or of another format");
  EXPECT_EQ(ErrorOf({1, 2, 3, 4}),
            "f.bin: byte 0: the file ends after 4 bytes of an event of 5: it "
            "is cut short, or of another format");
}

TEST(Atis, RefusesEventsOutsideOfTheSensor) {
  EXPECT_EQ(ErrorOf(AtisEvent(0, 33, true, 0) + AtisEvent(34, 0, true, 0)),
            "f.bin: byte 5: an event at x = 34, y = 0, expected x below 34 and "
            "y below 34: the file is corrupt, or of another camera or format");
  EXPECT_THAT(ErrorOf(AtisEvent(0, 34, true, 0)),
              testing::HasSubstr("f.bin: byte 0: an event at x = 0, y = 34"));
}

}  // namespace
}  // namespace synfire
