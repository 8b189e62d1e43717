#include "data/gzip/gzip_stream.h"

#include <zlib.h>

#include <algorithm>

namespace synfire {

bool IsGzip(absl::Span<const uint8_t> bytes) {
  return bytes.size() >= 2 && bytes[0] == 0x1F && bytes[1] == 0x8B;
}

struct GzipStream::Inflater {
  absl::Span<const uint8_t> bytes;
  z_stream stream{};

  size_t offset() const {
    return static_cast<size_t>(stream.next_in - bytes.data());
  }
  absl::Span<const uint8_t> rest() const { return bytes.subspan(offset()); }
};

namespace {

// zlib counts in 32 bits; larger spans are fed in pieces.
uInt Piece(int64_t size) {
  return static_cast<uInt>(std::min<int64_t>(size, int64_t{1} << 30));
}

absl::Status Corrupt(size_t offset, absl::string_view what) {
  return absl::DataLossError(
      absl::StrCat("gzip: byte ", offset, " of the compressed file: ", what));
}

}  // namespace

GzipStream::GzipStream(absl::Span<const uint8_t> bytes)
    : inflater_(std::make_unique<Inflater>()) {
  inflater_->bytes = bytes;
  inflater_->stream.next_in = const_cast<Bytef*>(bytes.data());
  constexpr int kGzipOnly = 16;  // added to the window's bits
  if (inflateInit2(&inflater_->stream, kGzipOnly + MAX_WBITS) != Z_OK) {
    status_ = absl::ResourceExhaustedError("gzip: zlib is out of memory");
  }
}

GzipStream::~GzipStream() { inflateEnd(&inflater_->stream); }

absl::Status GzipStream::Fail(absl::Status status) {
  status_ = std::move(status);
  return status_;
}

absl::StatusOr<int64_t> GzipStream::Read(uint8_t* out, int64_t size) {
  if (!status_.ok()) return status_;
  z_stream& stream = inflater_->stream;
  int64_t done = 0;
  while (done < size && !finished_) {
    stream.next_out = out + done;
    stream.avail_out = Piece(size - done);
    stream.avail_in = Piece(static_cast<int64_t>(inflater_->rest().size()));
    const int result = inflate(&stream, Z_NO_FLUSH);
    done = stream.next_out - out;
    const absl::Span<const uint8_t> rest = inflater_->rest();
    switch (result) {
      case Z_OK:
        break;
      case Z_STREAM_END:
        if (rest.empty()) {
          finished_ = true;
        } else if (!IsGzip(rest)) {
          return Fail(Corrupt(inflater_->offset(),
                              absl::StrCat(rest.size(),
                                           " bytes follow the last member that "
                                           "are no gzip member")));
        } else if (inflateReset(&stream) != Z_OK) {
          return Fail(Corrupt(inflater_->offset(), "zlib cannot go on"));
        }
        break;
      case Z_BUF_ERROR:  // no progress: there is no input left
        return Fail(Corrupt(inflater_->bytes.size(),
                            "the file is cut off inside a member"));
      case Z_MEM_ERROR:
        return Fail(
            absl::ResourceExhaustedError("gzip: zlib is out of memory"));
      default:
        return Fail(Corrupt(inflater_->offset(), stream.msg != nullptr
                                                     ? stream.msg
                                                     : "the data is corrupt"));
    }
  }
  return done;
}

}  // namespace synfire
