// ATIS, 40 bits an event: the `.bin` files of N-MNIST and N-Caltech101.
//
// No header; 5 bytes an event, the most significant bit first:
//
//   byte 0   x
//   byte 1   y; 240 marks an overflow of the clock, see below
//   byte 2   bit 7: polarity, 1 = ON; bits 6-0: bits 22-16 of the time
//   byte 3   bits 15-8 of the time
//   byte 4   bits 7-0 of the time, microseconds
//
// A marker is no event: it adds 8192 microseconds to the time of all that
// follow.  So 05 07 80 01 02 is an ON event at x = 5, y = 7 after 258 us, and
// after one marker the same bytes mean 8450 us.
#ifndef SYNFIRE_DATA_ATIS_ATIS_H_
#define SYNFIRE_DATA_ATIS_ATIS_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "data/events/event.h"

namespace synfire {

constexpr int64_t kAtisEventBytes = 5;
constexpr int64_t kAtisOverflowRow = 240;

// OK for a file that can be whole, judged by its size: events and nothing else.
absl::Status CheckAtisSize(absl::string_view name, int64_t size);

// Replaces `events` by those of a file of `bytes`, called `name` in messages.
// Errors, with the byte: those of CheckAtisSize; an event outside of `sensor`.
// REQUIRES: sensor.height <= kAtisOverflowRow.
absl::Status ParseAtis(absl::Span<const uint8_t> bytes, absl::string_view name,
                       const Sensor& sensor, Events* events);

}  // namespace synfire

#endif  // SYNFIRE_DATA_ATIS_ATIS_H_
