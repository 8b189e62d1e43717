#include "data/aedat/aedat2.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/data/events/event_files.h"

namespace synfire {
namespace {

using testing::ElementsAre;

Events Parse(const Bytes& bytes) {
  Events events;
  const absl::Status status = ParseAedat2(bytes, "f.aedat", &events);
  EXPECT_TRUE(status.ok()) << status;
  return events;
}

// Both entries say the same, where the error is none of the events.
std::string ErrorOf(const Bytes& bytes) {
  Events events;
  const absl::Status status = ParseAedat2(bytes, "f.aedat", &events);
  const absl::Status checked = CheckAedat2(MemoryBytes("f.aedat", bytes));
  if (!checked.ok()) {
    EXPECT_EQ(checked, status);
  }
  return std::string(status.message());
}

Bytes RawEvent(uint32_t address, uint32_t timestamp) {
  return BigEndian(address, 4) + BigEndian(timestamp, 4);
}

TEST(Aedat2, DecodesAsThePublishedCode) {
  // x = 127 - bits 8-14, y = 127 - bits 1-7, ON where bit 0 is 0.
  EXPECT_THAT(Parse(Aedat2Header() + RawEvent(0x4399, 0x3869d425) +
                    RawEvent(0, 7) + RawEvent(0x7fff, 8)),
              ElementsAre(Event{0x3869d425, 60, 51, false},
                          Event{7, 127, 127, true},
                          Event{8, 0, 0, false}));
  const Events events = RandomEvents(kDvs128, 100, 1, 946459683);
  EXPECT_EQ(Parse(Aedat2File(events)), events);
}

TEST(Aedat2, LeavesOutSpecialEvents) {
  EXPECT_THAT(
      Parse(Aedat2Header() + RawEvent(0x8000, 1) + RawEvent(0x80000000, 2) +
            RawEvent(0xffffffff, 3) + RawEvent(0x7ffe, 4)),
      ElementsAre(Event{4, 0, 0, true}));
}

TEST(Aedat2, FollowsTheClockBeyondItsWraps) {
  const Events events =
      Parse(Aedat2Header() + RawEvent(0, 0x7fffffff) + RawEvent(0, 0x80000001) +
            RawEvent(0, 0xfffffff0) + RawEvent(0, 5) + RawEvent(0, 3));
  std::vector<int64_t> times;
  for (const Event& event : events) times.push_back(event.t);
  EXPECT_THAT(times,
              ElementsAre(0x7fffffff, 0x80000001, 0xfffffff0,
                          (int64_t{1} << 32) + 5, (int64_t{1} << 32) + 3));
}

TEST(Aedat2, ReadsHeadersOfAnyLength) {
  EXPECT_EQ(Parse(TextBytes("#!AER-DAT2.0\n")).size(), 0);
  std::string header = "#!AER-DAT2.0\n";
  for (int i = 0; i < 20000; ++i) header += "# camera settings\r\n";
  EXPECT_THAT(Parse(TextBytes(header) + RawEvent(0x7ffe, 1)),
              ElementsAre(Event{1, 0, 0, true}));
}

TEST(Aedat2, RefusesOtherFiles) {
  EXPECT_EQ(ErrorOf(TextBytes("#!AER-DAT3.1\r\n")),
            "f.aedat: byte 0: the file begins '#!AER-DAT3.1', expected "
            "'#!AER-DAT2.0'");
  EXPECT_EQ(ErrorOf(TextBytes("#!AER-DAT2.01\n")),
            "f.aedat: byte 0: the file begins '#!AER-DAT2.01', expected "
            "'#!AER-DAT2.0'");
  EXPECT_EQ(ErrorOf({0xff, '\n', 1}),
            "f.aedat: byte 0: the file begins '\\xff\\n\\x01', expected "
            "'#!AER-DAT2.0'");
  EXPECT_EQ(ErrorOf({}),
            "f.aedat: byte 0: the file begins '', expected '#!AER-DAT2.0'");
}

TEST(Aedat2, RefusesDamagedFiles) {
  EXPECT_EQ(ErrorOf(TextBytes("#!AER-DAT2.0\r\n# unfinished")),
            "f.aedat: byte 14: the file ends within a line of its header");
  EXPECT_EQ(ErrorOf(TextBytes("#!AER-DAT2.0\n") + RawEvent(0, 0) + Bytes{0, 0}),
            "f.aedat: byte 21: the file ends after 2 bytes of an event of 8: "
            "it is cut short");
  EXPECT_EQ(ErrorOf(TextBytes("#!AER-DAT2.0\n") + RawEvent(0x00010000, 0)),
            "f.aedat: byte 13: the address is 0x00010000, expected at most "
            "0x7fff: the file is corrupt, or not of a DVS128");
  EXPECT_EQ(ErrorOf(TextBytes("#!AER-DAT2.0\n#" + std::string(17 << 20, 'x'))),
            "f.aedat: byte 13: the header does not end within 16777216 bytes");
}

}  // namespace
}  // namespace synfire
