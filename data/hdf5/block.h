// A stretch of an HDF5 file, read field by field.
#ifndef SYNFIRE_DATA_HDF5_BLOCK_H_
#define SYNFIRE_DATA_HDF5_BLOCK_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "core/status.h"
#include "data/random_access.h"

namespace synfire {

// Where nothing is stored.
inline constexpr uint64_t kHdf5Nowhere = ~uint64_t{0};

// Fields are little-endian and follow each other.  One that is not all there
// reads as 0 and makes status() an error, so several can be read before it is
// looked at.
class Hdf5Block {
 public:
  // Bytes [begin, begin + size) of the file.  Errors, as all of this folder:
  // "NAME: byte N: ...", here for what lies beyond the file.
  static absl::StatusOr<Hdf5Block> Read(const RandomAccess& file,
                                        uint64_t begin, uint64_t size,
                                        absl::string_view what);

  // Where in the file the next field is.
  uint64_t place() const { return begin_ + at_; }
  uint64_t left() const { return bytes_.size() - at_; }
  const absl::Status& status() const { return status_; }

  // An unsigned number of 1 to 8 bytes.
  uint64_t Number(uint64_t size);
  void Skip(uint64_t size) { Take(size); }
  // The next `size` bytes, a view of this block; none where they are not there.
  absl::Span<const uint8_t> Take(uint64_t size);
  // The next `size` bytes as a block of their own.
  Hdf5Block Inner(uint64_t size);

  // An error unless the next bytes are `signature`, as in "TREE".
  absl::Status Expect(absl::string_view signature);
  // An error at the place of the next field.
  template <typename... Parts>
  absl::Status Wrong(const Parts&... parts) const {
    return UserError(name_, ": byte ", place(), ": ", parts...);
  }

 private:
  Hdf5Block(std::string name, uint64_t begin, std::vector<uint8_t> bytes)
      : name_(std::move(name)), begin_(begin), bytes_(std::move(bytes)) {}

  std::string name_;
  uint64_t begin_ = 0, at_ = 0;
  std::vector<uint8_t> bytes_;
  absl::Status status_;
};

}  // namespace synfire

#endif  // SYNFIRE_DATA_HDF5_BLOCK_H_
