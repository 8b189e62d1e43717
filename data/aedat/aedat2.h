// AEDAT 2.0, the format of jAER, as a DVS128 writes it: CIFAR10-DVS.
//
// Lines of text that begin with '#' and end with "\r\n" or "\n", the first
// "#!AER-DAT2.0"; behind them, to the end of the file, 8 bytes an event, both
// numbers big-endian:
//
//   u32 address     bit 0      polarity, 1 = OFF
//                   bits 1-7   a    (jAER's column, counted from the right)
//                   bits 8-14  b    (jAER's row, counted from below)
//                   bit 15     a signal on the camera's sync input: no event
//                   bits 16-30 0
//                   bit 31     another special event: no event
//   u32 timestamp   microseconds; it may wrap around
//
// Decoders disagree about axes and polarity.  This is the one that made the
// published numbers on CIFAR10-DVS (SpikingJelly's):
//
//   x = 127 - b,  y = 127 - a,  on = (bit 0 is 0)
//
// So 00 00 43 99  38 69 d4 25 is an OFF event at x = 60, y = 51.
#ifndef SYNFIRE_DATA_AEDAT_AEDAT2_H_
#define SYNFIRE_DATA_AEDAT_AEDAT2_H_

#include <cstdint>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "data/events/event.h"
#include "data/random_access.h"

namespace synfire {

constexpr Sensor kDvs128 = {128, 128};

// Replaces `events` by those of a file of `bytes`, called `name` in messages;
// special events are left out.  A difference of two neighbouring timestamps of
// 2^31 or more is a wrap of the clock: times go on beyond it.  Errors, with the
// byte: another first line, a header that does not end, an address that no
// DVS128 has, a part of an event at the end.
absl::Status ParseAedat2(absl::Span<const uint8_t> bytes,
                         absl::string_view name, Events* events);

// The same errors, but for those of the events themselves.  Reads the header
// only.
absl::Status CheckAedat2(const RandomAccess& file);

}  // namespace synfire

#endif  // SYNFIRE_DATA_AEDAT_AEDAT2_H_
