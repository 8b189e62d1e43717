// The text at the beginning of AEDAT files.  Internal to data/aedat.
#ifndef SYNFIRE_DATA_AEDAT_HEADER_H_
#define SYNFIRE_DATA_AEDAT_HEADER_H_

#include <cstdint>

#include "absl/strings/string_view.h"
#include "data/random_access.h"

namespace synfire {

// "#!AER-DAT", which every version has.
inline constexpr absl::string_view kAedatMagic = "#!AER-DAT";

// Where the header ends, in bytes from the beginning of the file.
//   version "2.0": before the first line that does not begin with '#'
//   version "3.1": behind the line "#!END-HEADER"
// Lines end with "\r\n" or "\n".  Errors, with the byte: a first line that is
// not "#!AER-DAT" and the version, a line that does not begin with '#' or does
// not end, no end within kLongestAedatHeader bytes.
absl::StatusOr<int64_t> FindAedatHeaderEnd(const RandomAccess& file,
                                           absl::string_view version);

// Headers hold camera settings, hundreds of kilobytes of them.
inline constexpr int64_t kLongestAedatHeader = int64_t{16} << 20;

// What stands at the beginning of the file: "2.0", "3.1", ..., "" where it is
// no AEDAT file.  Errors are those of reading.
absl::StatusOr<std::string> AedatVersion(const RandomAccess& file);

}  // namespace synfire

#endif  // SYNFIRE_DATA_AEDAT_HEADER_H_
