// A file of CIFAR-10 or CIFAR-100, binary version: records and nothing else.
//
//   offset  size  CIFAR-10         |  offset  size  CIFAR-100
//   0       1     label, 0 to 9    |  0       1     coarse label, 0 to 19
//                                  |  1       1     fine label, 0 to 99
//   then 1024 bytes of red, 1024 of green, 1024 of blue: each 32 rows of 32
//
// A record is 3073 or 3074 bytes; the pixel (y, x) of colour c is the byte
// labels + 1024 * c + 32 * y + x of it.
#ifndef SYNFIRE_DATA_CIFAR_CIFAR_FILE_H_
#define SYNFIRE_DATA_CIFAR_CIFAR_FILE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/status.h"

namespace synfire {

struct CifarLayout {
  std::vector<int> classes;  // how many, for each label byte of a record
  int label = 0;             // the label byte that is read

  int record_bytes() const;
};

class CifarFile {
 public:
  static constexpr int kSide = 32;
  static constexpr int kPlane = kSide * kSide;
  static constexpr int kColours = 3;

  // Errors begin with `name` and say at which byte: a file that ends inside of
  // a record or holds none, a label out of range.
  static absl::StatusOr<CifarFile> Parse(std::vector<uint8_t> bytes,
                                         const CifarLayout& layout,
                                         absl::string_view name);

  int64_t size() const;  // records
  // REQUIRES: 0 <= index < size().
  int64_t label(int64_t index) const;
  // [32,32,3] in [0, 1].
  void ReadImage(int64_t index, float* image) const;

 private:
  CifarFile(std::vector<uint8_t> bytes, CifarLayout layout)
      : bytes_(std::move(bytes)), layout_(std::move(layout)) {}
  const uint8_t* record(int64_t index) const {
    return bytes_.data() + index * layout_.record_bytes();
  }

  std::vector<uint8_t> bytes_;
  CifarLayout layout_;
};

}  // namespace synfire

#endif  // SYNFIRE_DATA_CIFAR_CIFAR_FILE_H_
