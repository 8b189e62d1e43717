// Decompresses gzip (RFC 1952), as much at a time as the reader asks for, so
// that a reader who knows how much to expect is never flooded by a bomb.
#ifndef SYNFIRE_DATA_GZIP_GZIP_STREAM_H_
#define SYNFIRE_DATA_GZIP_GZIP_STREAM_H_

#include <cstdint>
#include <memory>

#include "absl/types/span.h"
#include "core/status.h"

namespace synfire {

// DEFLATE's best: two bits stand for a run of 258 bytes.
constexpr int64_t kMaxDeflateRatio = 1032;

// Whether `bytes` begin as a gzip file does.
bool IsGzip(absl::Span<const uint8_t> bytes);

class GzipStream {
 public:
  // `bytes` is a file of one or more gzip members; it must outlive the stream.
  explicit GzipStream(absl::Span<const uint8_t> bytes);
  ~GzipStream();
  GzipStream(const GzipStream&) = delete;
  GzipStream& operator=(const GzipStream&) = delete;

  // Decompresses the next bytes into `out`; returns how many, less than `size`
  // only at the end of the last member, whose checksum then has been verified.
  // Errors (DataLoss) name the offset in the compressed file: data that is
  // corrupt or cut off, bytes after a member that start no other one.  After
  // an error every call returns that error.
  absl::StatusOr<int64_t> Read(uint8_t* out, int64_t size);

 private:
  struct Inflater;  // keeps zlib out of this header
  absl::Status Fail(absl::Status status);

  std::unique_ptr<Inflater> inflater_;
  absl::Status status_;
  bool finished_ = false;
};

}  // namespace synfire

#endif  // SYNFIRE_DATA_GZIP_GZIP_STREAM_H_
