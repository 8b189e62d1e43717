// IDX, the array format of MNIST and its kin, plain or gzip'ed.
//
//   offset  size  value, big-endian throughout
//   0       2     00 00
//   2       1     element type: 08 u8, 09 i8, 0B i16, 0C i32, 0D f32, 0E f64
//   3       1     number of dimensions d, 1 to 8
//   4       4*d   dimensions, u32
//   4+4*d   ...   elements in C order (the last index runs fastest)
//
// Two images of 2x3 pixels, u8, are 28 bytes:
//   00 00 08 03  00 00 00 02  00 00 00 02  00 00 00 03  p0 p1 ... p11
//
// The file must end with its last element.
#ifndef SYNFIRE_DATA_IDX_IDX_H_
#define SYNFIRE_DATA_IDX_IDX_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/shape.h"
#include "core/status.h"

namespace synfire {

// The values are the codes of the format.
enum class IdxType : uint8_t {
  kU8 = 0x08,
  kI8 = 0x09,
  kI16 = 0x0B,
  kI32 = 0x0C,
  kF32 = 0x0D,
  kF64 = 0x0E,
};

absl::string_view Name(IdxType type);  // "u8", ...
int SizeOf(IdxType type);              // bytes of an element
bool IsInteger(IdxType type);

// One file, in memory.
class IdxArray {
 public:
  IdxType type() const { return type_; }
  const Shape& shape() const { return shape_; }
  int64_t size() const { return size_; }  // elements

  // The elements as they lie in the file, big-endian.
  const uint8_t* data() const { return bytes_.data() + begin_; }
  // Element `index` in C order; every type fits a double exactly.
  // REQUIRES: 0 <= index < size().
  double Value(int64_t index) const;

 private:
  friend class IdxParser;
  IdxType type_ = IdxType::kU8;
  Shape shape_;
  int64_t size_ = 0;
  std::vector<uint8_t> bytes_;
  size_t begin_ = 0;  // where the elements start in bytes_
};

// Parses the bytes of a file.  Errors begin with `name` and say at which byte,
// what came and what was expected; in a gzip file bytes are counted after
// decompression, but for damage to the compressed data itself.  Never allocates
// more than kMaxDeflateRatio times what it was given.
absl::StatusOr<IdxArray> ParseIdx(std::vector<uint8_t> bytes,
                                  absl::string_view name);

// ParseIdx on the file `path`.
absl::StatusOr<IdxArray> ReadIdx(const std::string& path);

}  // namespace synfire

#endif  // SYNFIRE_DATA_IDX_IDX_H_
