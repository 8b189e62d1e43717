#include "tests/data/events/event_files.h"

#include "core/rng.h"

namespace synfire {

Bytes LittleEndian(uint64_t value, int size) {
  Bytes bytes;
  for (int i = 0; i < size; ++i) {
    bytes.push_back(static_cast<uint8_t>(value >> 8 * i));
  }
  return bytes;
}

Bytes BigEndian(uint64_t value, int size) {
  Bytes bytes = LittleEndian(value, size);
  return Bytes(bytes.rbegin(), bytes.rend());
}

Bytes TextBytes(const std::string& text) {
  return Bytes(text.begin(), text.end());
}

Bytes AtisEvent(int x, int y, bool on, int t) {
  return {static_cast<uint8_t>(x), static_cast<uint8_t>(y),
          static_cast<uint8_t>((on ? 0x80 : 0) | t >> 16),
          static_cast<uint8_t>(t >> 8), static_cast<uint8_t>(t)};
}

Bytes AtisFile(const Events& events) {
  Bytes bytes;
  for (const Event& event : events) {
    bytes = bytes +
            AtisEvent(event.x, event.y, event.on, static_cast<int>(event.t));
  }
  return bytes;
}

Bytes Aedat2Header() { return TextBytes("#!AER-DAT2.0\r\n# a test\r\n"); }

Bytes Aedat2File(const Events& events) {
  Bytes bytes = Aedat2Header();
  for (const Event& event : events) {
    const uint32_t address = static_cast<uint32_t>(127 - event.x) << 8 |
                             static_cast<uint32_t>(127 - event.y) << 1 |
                             (event.on ? 0 : 1);
    bytes = bytes + BigEndian(address, 4) +
            BigEndian(static_cast<uint64_t>(event.t), 4);
  }
  return bytes;
}

Bytes Aedat3Header() {
  return TextBytes("#!AER-DAT3.1\r\n#Format: RAW\r\n#!END-HEADER\r\n");
}

Bytes Aedat3PacketHeader(const Aedat3PacketFields& f) {
  return LittleEndian(f.type, 2) + LittleEndian(f.source, 2) +
         LittleEndian(f.size, 4) + LittleEndian(f.time_offset, 4) +
         LittleEndian(f.overflow, 4) + LittleEndian(f.capacity, 4) +
         LittleEndian(f.number, 4) + LittleEndian(f.valid, 4);
}

Bytes Aedat3Packet(const Events& events) {
  Aedat3PacketFields fields;
  fields.capacity = fields.number = fields.valid =
      static_cast<uint32_t>(events.size());
  if (!events.empty()) {
    fields.overflow = static_cast<uint32_t>(events[0].t >> 31);
  }
  Bytes bytes = Aedat3PacketHeader(fields);
  for (const Event& event : events) {
    bytes = bytes +
            LittleEndian(1u | (event.on ? 2u : 0u) | uint32_t{event.y} << 2 |
                             uint32_t{event.x} << 17,
                         4) +
            LittleEndian(static_cast<uint64_t>(event.t) & 0x7fffffff, 4);
  }
  return bytes;
}

Events RandomEvents(const Sensor& sensor, int count, uint64_t seed,
                    int64_t start) {
  const RandomKey key = MakeRandomKey(seed, "events");
  Events events;
  int64_t t = start;
  for (int i = 0; i < count; ++i) {
    Event event;
    event.t = t;
    event.x = static_cast<uint16_t>(
        UniformInt(key, 0, i, static_cast<uint32_t>(sensor.width)));
    event.y = static_cast<uint16_t>(
        UniformInt(key, 1, i, static_cast<uint32_t>(sensor.height)));
    event.on = UniformInt(key, 2, i, 2) == 1;
    events.push_back(event);
    t += 1 + UniformInt(key, 3, i, 100);
  }
  return events;
}

}  // namespace synfire
