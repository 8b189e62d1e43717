// AEDAT 3.1, the format of cAER: DVS128 Gesture.
//
// Lines of text that begin with '#', the first "#!AER-DAT3.1" and the last
// "#!END-HEADER", each with "\r\n" or "\n" at its end; then packets to the end
// of the file.  All numbers are little-endian.
//
//   offset  type  a packet's header, 28 bytes
//   0       u16   eventType: 1 = polarity; others (0 special, 2 frame, 3 IMU,
//                 ...) are passed over by their size
//   2       u16   eventSource
//   4       u32   eventSize: bytes an event; 8 for polarity
//   8       u32   eventTSOffset: of the timestamp in an event; 4 for polarity
//   12      u32   eventTSOverflow: how often the clock passed 2^31 us
//   16      u32   eventCapacity: events that the packet has room for
//   20      u32   eventNumber: events that it holds
//   24      u32   eventValid: of those, the ones marked valid
//
// followed by eventCapacity * eventSize bytes.  A polarity event:
//
//   u32 data        bit 0 valid, bit 1 polarity (1 = ON), bits 2-16 y from the
//                   top, bits 17-31 x from the left
//   u32 timestamp   bits 0-30, microseconds
//
//   t = eventTSOverflow * 2^31 + timestamp
//
// The valid mark is not looked at, as in the code of the published numbers:
// every event of eventNumber counts.
#ifndef SYNFIRE_DATA_AEDAT_AEDAT3_H_
#define SYNFIRE_DATA_AEDAT_AEDAT3_H_

#include <cstdint>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "data/events/event.h"
#include "data/random_access.h"

namespace synfire {

// An open recording.  Immutable to its callers; any number of threads may read.
class Aedat3Recording {
 public:
  // Reads the header and the header of every packet, so that the structure of
  // the file is known to be right.  Errors, with the byte: another first line,
  // a header that does not end, a packet that reaches beyond the end of the
  // file or contradicts itself.
  static absl::StatusOr<std::unique_ptr<Aedat3Recording>> Open(
      std::unique_ptr<RandomAccess> file);

  // Replaces `events` by those of `window`, in the file's order, which may not
  // be that of time: each event is looked at.  `scratch` is memory to be used
  // again.  Reads only the packets that reach into the window; the first call
  // reads the times of all.  Errors, with the byte: an event outside of
  // `sensor`, a timestamp with bit 31, those of reading.
  absl::Status Read(const TimeWindow& window, const Sensor& sensor,
                    std::vector<uint8_t>* scratch, Events* events) const;

  // Packets of other types.
  int64_t other_packets() const { return other_packets_; }

 private:
  // Of polarity events.
  struct Packet {
    int64_t offset = 0;           // of its first event in the file
    int64_t events = 0;           // > 0
    int64_t overflow = 0;         // in microseconds
    int64_t first = 0, last = 0;  // the least and greatest t, once indexed
  };

  explicit Aedat3Recording(std::unique_ptr<RandomAccess> file)
      : file_(std::move(file)) {}

  absl::Status ReadPackets();
  absl::StatusOr<int64_t> ReadPacket(int64_t offset);
  absl::Status ReadBytes(const Packet& packet,
                         std::vector<uint8_t>* bytes) const;
  absl::Status IndexTimes(std::vector<uint8_t>* scratch) const;

  const std::unique_ptr<RandomAccess> file_;
  int64_t other_packets_ = 0;
  mutable std::once_flag indexed_;
  mutable absl::Status index_status_;    // by indexed_, as are the packets'
  mutable std::vector<Packet> packets_;  // first and last
};

}  // namespace synfire

#endif  // SYNFIRE_DATA_AEDAT_AEDAT3_H_
