// A place in the bytes of a pickle.
#ifndef SYNFIRE_DATA_PICKLE_BYTE_CURSOR_H_
#define SYNFIRE_DATA_PICKLE_BYTE_CURSOR_H_

#include <cstdint>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "core/status.h"

namespace synfire {

class ByteCursor {
 public:
  explicit ByteCursor(absl::Span<const uint8_t> bytes) : bytes_(bytes) {}

  int64_t position() const { return static_cast<int64_t>(position_); }

  // The next bytes.  An error where fewer are left.
  absl::StatusOr<absl::Span<const uint8_t>> Take(uint64_t count) {
    if (count > bytes_.size() - position_) {
      return UserError("byte ", position_, ": the pickle ends after ",
                       bytes_.size() - position_, " bytes, expected ", count);
    }
    const absl::Span<const uint8_t> taken = bytes_.subspan(position_, count);
    position_ += count;
    return taken;
  }

  // A little-endian number of `count` bytes, at most 8.
  absl::StatusOr<uint64_t> Number(int count) {
    SYNFIRE_ASSIGN_OR_RETURN(const absl::Span<const uint8_t> taken,
                             Take(static_cast<uint64_t>(count)));
    uint64_t number = 0;
    for (int i = count - 1; i >= 0; --i) number = number << 8 | taken[i];
    return number;
  }

  // A length of `count` bytes and as many bytes as it says.
  absl::StatusOr<absl::string_view> Text(int count) {
    SYNFIRE_ASSIGN_OR_RETURN(const uint64_t size, Number(count));
    SYNFIRE_ASSIGN_OR_RETURN(const absl::Span<const uint8_t> taken, Take(size));
    return absl::string_view(reinterpret_cast<const char*>(taken.data()),
                             taken.size());
  }

  // Up to the next line's end, which is passed but not returned.
  absl::StatusOr<absl::string_view> Line() {
    const absl::string_view rest(
        reinterpret_cast<const char*>(bytes_.data()) + position_,
        bytes_.size() - position_);
    const size_t end = rest.find('\n');
    if (end == absl::string_view::npos) {
      return UserError("byte ", position_,
                       ": the pickle ends in the middle of a name");
    }
    position_ += end + 1;
    return rest.substr(0, end);
  }

 private:
  absl::Span<const uint8_t> bytes_;
  size_t position_ = 0;
};

}  // namespace synfire

#endif  // SYNFIRE_DATA_PICKLE_BYTE_CURSOR_H_
