// Makes small recordings of events for tests, byte by byte.
#ifndef SYNFIRE_TESTS_DATA_EVENTS_EVENT_FILES_H_
#define SYNFIRE_TESTS_DATA_EVENTS_EVENT_FILES_H_

#include <cstdint>
#include <string>

#include "data/events/event.h"
#include "tests/data/test_files.h"

namespace synfire {

// `value` in `size` bytes, the least or the most significant first.
Bytes LittleEndian(uint64_t value, int size);
Bytes BigEndian(uint64_t value, int size);
Bytes TextBytes(const std::string& text);

// One event of an ATIS file.
Bytes AtisEvent(int x, int y, bool on, int t);
// A whole file; times below 2^23.
Bytes AtisFile(const Events& events);

// The header of an AEDAT 2.0 file; and one that holds `events`, decoded as
// CIFAR10-DVS is.
Bytes Aedat2Header();
Bytes Aedat2File(const Events& events);

// The header of an AEDAT 3.1 file, and a packet of type 1 (polarity); all
// events must lie in the same 2^31 microseconds.
Bytes Aedat3Header();
Bytes Aedat3Packet(const Events& events);
// A packet's header.
struct Aedat3PacketFields {
  int type = 1, source = 1;
  uint32_t size = 8, time_offset = 4, overflow = 0, capacity = 0, number = 0,
           valid = 0;
};
Bytes Aedat3PacketHeader(const Aedat3PacketFields& fields);

// `count` events on a sensor, different ones for every seed: times from
// `start`, 1 to 100 us apart.
Events RandomEvents(const Sensor& sensor, int count, uint64_t seed,
                    int64_t start = 0);

}  // namespace synfire

#endif  // SYNFIRE_TESTS_DATA_EVENTS_EVENT_FILES_H_
