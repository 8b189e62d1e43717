#include <cstring>
#include <new>
#include <optional>
#include <utility>

#include "absl/strings/str_format.h"
#include "absl/types/span.h"
#include "data/file_bytes.h"
#include "data/gzip/gzip_stream.h"
#include "data/byte_order.h"
#include "data/idx/idx.h"

namespace synfire {
namespace {

constexpr int kMaxDims = 8;
constexpr int kFixedHeader = 4;

}  // namespace

class IdxParser {
 public:
  IdxParser(std::vector<uint8_t> bytes, absl::string_view name)
      : bytes_(std::move(bytes)), name_(name) {
    if (IsGzip(bytes_)) gzip_.emplace(bytes_);
  }

  absl::StatusOr<IdxArray> Parse() {
    SYNFIRE_RETURN_IF_ERROR(ParseFixedHeader());
    SYNFIRE_RETURN_IF_ERROR(ParseDims());
    SYNFIRE_RETURN_IF_ERROR(gzip_ ? InflateElements() : LocateElements());
    return std::move(array_);
  }

 private:
  template <typename... Parts>
  absl::Status Error(int64_t offset, const Parts&... parts) const {
    return UserError(name_, ": byte ", offset,
                     gzip_ ? " after decompression: " : ": ", parts...);
  }

  // "[60000,28,28] u8"
  std::string Contents() const {
    return absl::StrCat(array_.shape_.ToString(), " ", Name(array_.type_));
  }

  // The next bytes of the uncompressed file; fewer than `size` at its end.
  absl::StatusOr<int64_t> Read(uint8_t* out, int64_t size) {
    if (gzip_) {
      absl::StatusOr<int64_t> got = gzip_->Read(out, size);
      if (!got.ok()) {
        return Annotate(got.status(), absl::StrCat(name_, ": "));
      }
      position_ += *got;
      return got;
    }
    const int64_t left = static_cast<int64_t>(bytes_.size()) - position_;
    const int64_t got = std::min(size, left);
    if (got > 0) std::memcpy(out, bytes_.data() + position_, got);
    position_ += got;
    return got;
  }

  absl::Status ParseFixedHeader() {
    uint8_t header[kFixedHeader] = {};
    SYNFIRE_ASSIGN_OR_RETURN(const int64_t got, Read(header, kFixedHeader));
    if (got >= 2 && (header[0] != 0 || header[1] != 0)) {
      return Error(
          0,
          absl::StrFormat("the file begins %02x %02x, expected 00 00 (IDX)",
                          header[0], header[1]),
          gzip_ ? "" : " or 1f 8b (gzip)");
    }
    if (got < kFixedHeader) {
      return Error(got, "the file ends, expected a header of ", kFixedHeader,
                   " bytes");
    }
    array_.type_ = static_cast<IdxType>(header[2]);
    if (Name(array_.type_).empty()) {
      return Error(
          2, absl::StrFormat("element type %02x is unknown", header[2]),
          ", expected 08 (u8), 09 (i8), 0b (i16), 0c (i32), 0d (f32) or "
          "0e (f64)");
    }
    dims_ = header[3];
    if (dims_ < 1 || dims_ > kMaxDims) {
      return Error(3, dims_, " dimensions, expected 1 to ", kMaxDims);
    }
    return absl::OkStatus();
  }

  absl::Status ParseDims() {
    uint8_t words[4 * kMaxDims];
    SYNFIRE_ASSIGN_OR_RETURN(const int64_t got, Read(words, 4 * dims_));
    if (got < 4 * dims_) {
      return Error(position_, "the file ends, expected ", dims_,
                   " dimensions up to byte ", kFixedHeader + 4 * dims_);
    }
    std::vector<int64_t> dims;
    for (int axis = 0; axis < dims_; ++axis) {
      dims.push_back(LoadBigEndian<uint32_t>(words + 4 * axis));
    }
    array_.shape_ = Shape(std::move(dims));
    const absl::StatusOr<int64_t> size = array_.shape_.CheckedSize();
    // Half of the range is left for the header's bytes and for comparisons.
    if (!size.ok() ||
        __builtin_mul_overflow(*size, SizeOf(array_.type_), &expected_bytes_) ||
        expected_bytes_ > INT64_MAX / 2) {
      return Error(kFixedHeader, "dimensions ", array_.shape_.ToString(),
                   " are too large");
    }
    array_.size_ = *size;
    return absl::OkStatus();
  }

  absl::Status Truncated() const {
    return Error(position_, "the file ends, expected ", Contents(),
                 " up to byte ", kFixedHeader + 4 * dims_ + expected_bytes_);
  }

  absl::Status LocateElements() {
    const int64_t left = static_cast<int64_t>(bytes_.size()) - position_;
    if (left < expected_bytes_) {
      position_ += left;
      return Truncated();
    }
    if (left > expected_bytes_) {
      return Error(position_ + expected_bytes_, left - expected_bytes_,
                   " bytes follow the last element of ", Contents(),
                   ", expected the end of the file");
    }
    array_.begin_ = static_cast<size_t>(position_);
    array_.bytes_ = std::move(bytes_);
    return absl::OkStatus();
  }

  absl::Status InflateElements() {
    const int64_t compressed = static_cast<int64_t>(bytes_.size());
    if (expected_bytes_ / kMaxDeflateRatio > compressed) {
      return Error(kFixedHeader, Contents(), " needs ", expected_bytes_,
                   " bytes, more than a gzip file of ", compressed,
                   " bytes can hold");
    }
    try {
      array_.bytes_.resize(static_cast<size_t>(expected_bytes_));
    } catch (const std::bad_alloc&) {
      return absl::ResourceExhaustedError(
          absl::StrCat(name_, ": ", Contents(), " does not fit into memory"));
    }
    SYNFIRE_ASSIGN_OR_RETURN(const int64_t got,
                             Read(array_.bytes_.data(), expected_bytes_));
    if (got < expected_bytes_) return Truncated();
    // One byte more than declared tells the end (and has the checksum
    // verified) without inflating what should not be there.
    const int64_t end = position_;
    uint8_t extra;
    SYNFIRE_ASSIGN_OR_RETURN(const int64_t more, Read(&extra, 1));
    if (more > 0) {
      return Error(end, "more bytes follow the last element of ", Contents(),
                   ", expected the end of the file");
    }
    return absl::OkStatus();
  }

  std::vector<uint8_t> bytes_;
  const std::string name_;
  std::optional<GzipStream> gzip_;  // reads bytes_
  int64_t position_ = 0;            // in the uncompressed file
  int dims_ = 0;
  int64_t expected_bytes_ = 0;  // of the elements
  IdxArray array_;
};

absl::StatusOr<IdxArray> ParseIdx(std::vector<uint8_t> bytes,
                                  absl::string_view name) {
  return IdxParser(std::move(bytes), name).Parse();
}

absl::StatusOr<IdxArray> ReadIdx(const std::string& path) {
  SYNFIRE_ASSIGN_OR_RETURN(std::vector<uint8_t> bytes, ReadFileBytes(path));
  return ParseIdx(std::move(bytes), path);
}

}  // namespace synfire
