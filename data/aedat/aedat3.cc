#include "data/aedat/aedat3.h"

#include <algorithm>

#include "absl/types/span.h"
#include "data/aedat/header.h"
#include "data/byte_order.h"

namespace synfire {
namespace {

constexpr int64_t kHeaderBytes = 28;
constexpr int64_t kPolarity = 1;
constexpr int64_t kEventBytes = 8, kTimestampOffset = 4;
constexpr int kTimestampBits = 31;

// A packet's header.
struct PacketHeader {
  int64_t type, size, time_offset, overflow, capacity, number, valid;

  explicit PacketHeader(const uint8_t* bytes)
      : type(LoadLittleEndian<uint16_t>(bytes)),
        size(LoadLittleEndian<uint32_t>(bytes + 4)),
        time_offset(LoadLittleEndian<uint32_t>(bytes + 8)),
        overflow(LoadLittleEndian<uint32_t>(bytes + 12)),
        capacity(LoadLittleEndian<uint32_t>(bytes + 16)),
        number(LoadLittleEndian<uint32_t>(bytes + 20)),
        valid(LoadLittleEndian<uint32_t>(bytes + 24)) {}

  int64_t Bytes() const { return capacity * size; }  // below 2^64, see Check

  // What the header itself says wrong, without its place.
  absl::Status Check() const {
    if (number > capacity) {
      return UserError("a packet of ", number,
                       " events (eventNumber) has room for ", capacity,
                       " (eventCapacity)");
    }
    if (valid > number) {
      return UserError("a packet of ", number, " events (eventNumber) has ",
                       valid, " valid ones (eventValid)");
    }
    if (size == 0 && capacity > 0) {
      return UserError("a packet has events of 0 bytes (eventSize)");
    }
    if (type != kPolarity) return absl::OkStatus();
    if (size != kEventBytes || time_offset != kTimestampOffset) {
      return UserError("polarity events of ", size,
                       " bytes (eventSize) with the time at byte ", time_offset,
                       " (eventTSOffset), expected ", kEventBytes, " and ",
                       kTimestampOffset);
    }
    if (overflow >> kTimestampBits != 0) {
      return UserError("a packet's clock has passed 2^31 us ", overflow,
                       " times (eventTSOverflow), expected less than 2^31");
    }
    return absl::OkStatus();
  }
};

}  // namespace

absl::StatusOr<std::unique_ptr<Aedat3Recording>> Aedat3Recording::Open(
    std::unique_ptr<RandomAccess> file) {
  std::unique_ptr<Aedat3Recording> self(new Aedat3Recording(std::move(file)));
  SYNFIRE_RETURN_IF_ERROR(self->ReadPackets());
  return self;
}

absl::Status Aedat3Recording::ReadPackets() {
  SYNFIRE_ASSIGN_OR_RETURN(int64_t offset, FindAedatHeaderEnd(*file_, "3.1"));
  while (offset < file_->size()) {
    SYNFIRE_ASSIGN_OR_RETURN(offset, ReadPacket(offset));
  }
  return absl::OkStatus();
}

// Returns where the packet at `offset` ends.
absl::StatusOr<int64_t> Aedat3Recording::ReadPacket(int64_t offset) {
  const std::string at = absl::StrCat(file_->name(), ": byte ", offset, ": ");
  const int64_t left = file_->size() - offset;
  if (left < kHeaderBytes) {
    return UserError(
        at, "the file ends after ", left, left == 1 ? " byte" : " bytes",
        " of a packet's header of ", kHeaderBytes, ": it is cut short");
  }
  uint8_t bytes[kHeaderBytes];
  SYNFIRE_RETURN_IF_ERROR(file_->Read(offset, absl::MakeSpan(bytes)));
  const PacketHeader header(bytes);
  SYNFIRE_RETURN_IF_ERROR(Annotate(header.Check(), at));
  const int64_t room = left - kHeaderBytes;
  if (header.size > 0 && header.capacity > room / header.size) {
    return UserError(at, "a packet of ", header.capacity, " events of ",
                     header.size, " bytes, but the file ends ", room,
                     " bytes behind the packet's header: it is cut short, or "
                     "corrupt");
  }
  if (header.type != kPolarity) {
    ++other_packets_;
  } else if (header.number > 0) {
    Packet packet;
    packet.offset = offset + kHeaderBytes;
    packet.events = header.number;
    packet.overflow = header.overflow << kTimestampBits;
    packets_.push_back(packet);
  }
  return offset + kHeaderBytes + header.Bytes();
}

absl::Status Aedat3Recording::ReadBytes(const Packet& packet,
                                        std::vector<uint8_t>* bytes) const {
  bytes->resize(static_cast<size_t>(packet.events * kEventBytes));
  return file_->Read(packet.offset, absl::MakeSpan(*bytes));
}

absl::Status Aedat3Recording::IndexTimes(std::vector<uint8_t>* scratch) const {
  for (Packet& packet : packets_) {
    SYNFIRE_RETURN_IF_ERROR(ReadBytes(packet, scratch));
    uint32_t least = UINT32_MAX, greatest = 0;
    for (int64_t i = 0; i < packet.events; ++i) {
      const uint32_t timestamp = LoadLittleEndian<uint32_t>(
          scratch->data() + i * kEventBytes + kTimestampOffset);
      if (timestamp >> kTimestampBits != 0) {
        return UserError(file_->name(), ": byte ",
                         packet.offset + i * kEventBytes + kTimestampOffset,
                         ": the timestamp is ", timestamp,
                         ", expected less than 2^31: the file is corrupt");
      }
      least = std::min(least, timestamp);
      greatest = std::max(greatest, timestamp);
    }
    packet.first = packet.overflow + least;
    packet.last = packet.overflow + greatest;
  }
  return absl::OkStatus();
}

absl::Status Aedat3Recording::Read(const TimeWindow& window,
                                   const Sensor& sensor,
                                   std::vector<uint8_t>* scratch,
                                   Events* events) const {
  std::call_once(indexed_, [&] { index_status_ = IndexTimes(scratch); });
  SYNFIRE_RETURN_IF_ERROR(index_status_);
  events->clear();
  for (const Packet& packet : packets_) {
    if (packet.last < window.begin || packet.first >= window.end) continue;
    SYNFIRE_RETURN_IF_ERROR(ReadBytes(packet, scratch));
    for (int64_t i = 0; i < packet.events; ++i) {
      const uint8_t* at = scratch->data() + i * kEventBytes;
      const uint32_t data = LoadLittleEndian<uint32_t>(at);
      Event event;
      event.t =
          packet.overflow + LoadLittleEndian<uint32_t>(at + kTimestampOffset);
      event.x = static_cast<uint16_t>(data >> 17);
      event.y = static_cast<uint16_t>(data >> 2 & 0x7fff);
      event.on = (data & 2) != 0;
      if (!sensor.Holds(event.x, event.y)) {
        return OutsideOfSensor(file_->name(), packet.offset + i * kEventBytes,
                               event.x, event.y, sensor);
      }
      if (window.Holds(event.t)) events->push_back(event);
    }
  }
  return absl::OkStatus();
}

}  // namespace synfire
