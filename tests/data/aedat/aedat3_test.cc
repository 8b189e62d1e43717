#include "data/aedat/aedat3.h"

#include <thread>

#include "data/aedat/aedat2.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/data/events/event_files.h"

namespace synfire {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr int64_t kOverflow = int64_t{1} << 31;
constexpr int kHeader = 42;  // bytes of Aedat3Header()

absl::StatusOr<std::unique_ptr<Aedat3Recording>> Open(const Bytes& bytes) {
  return Aedat3Recording::Open(std::make_unique<MemoryBytes>("f.aedat", bytes));
}

absl::StatusOr<Events> Read(const Bytes& bytes, const TimeWindow& window = {}) {
  SYNFIRE_ASSIGN_OR_RETURN(const auto recording, Open(bytes));
  std::vector<uint8_t> scratch;
  Events events;
  SYNFIRE_RETURN_IF_ERROR(recording->Read(window, kDvs128, &scratch, &events));
  return events;
}

Events ReadOk(const Bytes& bytes, const TimeWindow& window = {}) {
  const absl::StatusOr<Events> events = Read(bytes, window);
  EXPECT_TRUE(events.ok()) << events.status();
  return events.ok() ? *events : Events();
}

std::string ErrorOf(const Bytes& bytes) {
  return std::string(Read(bytes).status().message());
}

// A file of one packet with this header and `size` bytes behind it.
std::string ErrorOfPacket(const Aedat3PacketFields& fields, int size = 0) {
  return ErrorOf(Aedat3Header() + Aedat3PacketHeader(fields) + Bytes(size));
}

TEST(Aedat3, ReadsEvents) {
  ASSERT_EQ(Aedat3Header().size(), kHeader);
  const Events events = RandomEvents(kDvs128, 100, 1);
  EXPECT_EQ(ReadOk(Aedat3Header() + Aedat3Packet(events)), events);
  EXPECT_THAT(ReadOk(Aedat3Header()), ElementsAre());
  EXPECT_THAT(ReadOk(Aedat3Header() + Aedat3Packet({})), ElementsAre());
}

TEST(Aedat3, AddsOverflowsOfTheClock) {
  const Events events = {{kOverflow - 1, 1, 2, true},
                         {kOverflow, 3, 4, false},
                         {5 * kOverflow + 6, 7, 8, true}};
  EXPECT_EQ(ReadOk(Aedat3Header() + Aedat3Packet({events[0]}) +
                   Aedat3Packet({events[1]}) + Aedat3Packet({events[2]})),
            events);
}

TEST(Aedat3, PassesOverOtherPackets) {
  Aedat3PacketFields frame;
  frame.type = 2;
  frame.size = 36;
  frame.capacity = 2;
  frame.number = frame.valid = 1;
  const Events events = {{1, 2, 3, true}};
  const Bytes file = Aedat3Header() + Aedat3PacketHeader(frame) + Bytes(72, 1) +
                     Aedat3Packet(events);
  EXPECT_EQ(ReadOk(file), events);
  EXPECT_EQ(Open(file).value()->other_packets(), 1);
}

TEST(Aedat3, DecodesEventNumberPassesOverEventCapacity) {
  Aedat3PacketFields roomy;
  roomy.capacity = 3;
  roomy.number = 1;
  const Bytes event =
      LittleEndian(1 | 2 | 5 << 2 | 6 << 17, 4) + LittleEndian(9, 4);
  EXPECT_THAT(ReadOk(Aedat3Header() + Aedat3PacketHeader(roomy) + event +
                     Bytes(16, 0xff) + Aedat3Packet({{10, 1, 1, false}})),
              ElementsAre(Event{9, 6, 5, true}, Event{10, 1, 1, false}));
}

TEST(Aedat3, CountsEventsThatAreNotMarkedValid) {
  Aedat3PacketFields fields;
  fields.capacity = fields.number = 1;
  EXPECT_THAT(ReadOk(Aedat3Header() + Aedat3PacketHeader(fields) +
                     LittleEndian(5 << 2, 4) + LittleEndian(9, 4)),
              ElementsAre(Event{9, 0, 5, false}));
}

TEST(Aedat3, CutsOutAWindowWhateverTheOrder) {
  const Bytes file =
      Aedat3Header() +
      Aedat3Packet({{10, 0, 0, true}, {30, 1, 0, true}, {20, 2, 0, true}}) +
      Aedat3Packet({{5, 3, 0, true}, {19, 4, 0, true}}) +
      Aedat3Packet({{40, 5, 0, true}});
  const auto columns = [&](const TimeWindow& window) {
    std::vector<int> xs;
    for (const Event& event : ReadOk(file, window)) xs.push_back(event.x);
    return xs;
  };
  EXPECT_THAT(columns({10, 20}), ElementsAre(0, 4));
  EXPECT_THAT(columns({20, 31}), ElementsAre(1, 2));
  EXPECT_THAT(columns({40, 41}), ElementsAre(5));
  EXPECT_THAT(columns({41, 99}), ElementsAre());
}

TEST(Aedat3, ManyThreadsMayRead) {
  const Events events = RandomEvents(kDvs128, 5000, 3);
  Bytes file = Aedat3Header();
  for (size_t i = 0; i < events.size(); i += 500) {
    file = file +
           Aedat3Packet(Events(events.begin() + i, events.begin() + i + 500));
  }
  const auto recording = Open(file).value();
  std::vector<std::thread> threads;
  std::vector<Events> results(4);
  for (Events& result : results) {
    threads.emplace_back([&] {
      std::vector<uint8_t> scratch;
      recording->Read({}, kDvs128, &scratch, &result).IgnoreError();
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const Events& result : results) EXPECT_EQ(result, events);
}

TEST(Aedat3, RefusesOtherHeaders) {
  EXPECT_EQ(ErrorOf(TextBytes("#!AER-DAT2.0\r\n")),
            "f.aedat: byte 0: the file begins '#!AER-DAT2.0', expected "
            "'#!AER-DAT3.1'");
  EXPECT_EQ(ErrorOf(TextBytes("#!AER-DAT3.1\r\n# no end\r\n")),
            "f.aedat: byte 24: the header has no line '#!END-HEADER'");
  EXPECT_EQ(ErrorOf(TextBytes("#!AER-DAT3.1\r\nFormat\r\n")),
            "f.aedat: byte 14: the header has no line '#!END-HEADER'");
  EXPECT_EQ(ErrorOf(TextBytes("#!AER-DAT3.1\r\n#!END-HEADER")),
            "f.aedat: byte 14: the file ends within a line of its header");
}

TEST(Aedat3, RefusesFilesThatAreCutShort) {
  EXPECT_EQ(ErrorOf(Aedat3Header() + Bytes(27)),
            "f.aedat: byte 42: the file ends after 27 bytes of a packet's "
            "header of 28: it is cut short");
  Bytes file = Aedat3Header() + Aedat3Packet({{1, 2, 3, true}});
  file.pop_back();
  EXPECT_EQ(ErrorOf(file),
            "f.aedat: byte 42: a packet of 1 events of 8 bytes, but the file "
            "ends 7 bytes behind the packet's header: it is cut short, or "
            "corrupt");
}

TEST(Aedat3, RefusesPacketsThatContradictThemselves) {
  Aedat3PacketFields fields;
  fields.capacity = 1;
  fields.number = 2;
  EXPECT_EQ(ErrorOfPacket(fields, 8),
            "f.aedat: byte 42: a packet of 2 events (eventNumber) has room for "
            "1 (eventCapacity)");
  fields.number = 1;
  fields.valid = 2;
  EXPECT_EQ(ErrorOfPacket(fields, 8),
            "f.aedat: byte 42: a packet of 1 events (eventNumber) has 2 valid "
            "ones (eventValid)");
  fields.valid = 1;
  fields.size = 12;
  EXPECT_EQ(ErrorOfPacket(fields, 12),
            "f.aedat: byte 42: polarity events of 12 bytes (eventSize) with "
            "the time at byte 4 (eventTSOffset), expected 8 and 4");
  fields.size = 0;
  EXPECT_EQ(ErrorOfPacket(fields),
            "f.aedat: byte 42: a packet has events of 0 bytes (eventSize)");
  fields.size = 8;
  fields.overflow = 0x80000000;
  EXPECT_EQ(ErrorOfPacket(fields, 8),
            "f.aedat: byte 42: a packet's clock has passed 2^31 us 2147483648 "
            "times (eventTSOverflow), expected less than 2^31");
  fields.overflow = 0;
  fields.size = fields.capacity = fields.number = 0xffffffff;
  fields.type = 7;
  EXPECT_THAT(ErrorOfPacket(fields),
              HasSubstr("a packet of 4294967295 events of 4294967295 bytes, "
                        "but the file ends 0 bytes behind"));
}

TEST(Aedat3, RefusesCorruptEvents) {
  EXPECT_EQ(ErrorOf(Aedat3Header() +
                    Aedat3Packet({{1, 2, 3, true}, {2, 128, 3, true}})),
            "f.aedat: byte 78: an event at x = 128, y = 3, expected x below "
            "128 and y below 128: the file is corrupt, or of another camera or "
            "format");
  Aedat3PacketFields fields;
  fields.capacity = fields.number = fields.valid = 1;
  EXPECT_EQ(ErrorOf(Aedat3Header() + Aedat3PacketHeader(fields) + Bytes(4) +
                    LittleEndian(0x80000000, 4)),
            "f.aedat: byte 74: the timestamp is 2147483648, expected less than "
            "2^31: the file is corrupt");
}

}  // namespace
}  // namespace synfire
