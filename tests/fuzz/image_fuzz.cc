// Any bytes are an image of the size that it says, or an error that names the
// file and the byte.  A PNG is also tried with its checksums mended, which
// mutations break.
#include <zlib.h>

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/strings/match.h"
#include "core/status.h"
#include "data/image/decode.h"

namespace synfire {
namespace {

void Check(absl::Span<const uint8_t> bytes) {
  constexpr int64_t kPixels = 1 << 18;
  Image image;
  const absl::Status status = DecodeImage(bytes, "input", &image, kPixels);
  if (!status.ok()) {
    SYNFIRE_CHECK(absl::StartsWith(status.message(), "input: byte 0: ") ||
                  absl::StartsWith(status.message(), "input: near byte "));
    return;
  }
  SYNFIRE_CHECK(image.height > 0 && image.width > 0);
  SYNFIRE_CHECK(image.height * image.width <= kPixels);
  SYNFIRE_CHECK(static_cast<int64_t>(image.rgb.size()) ==
                image.height * image.width * Image::kChannels);
}

// A chunk is 4 bytes of length, 4 of type, the data, and 4 of checksum over
// type and data, all big-endian.
void MendChecksums(std::vector<uint8_t>* png) {
  size_t begin = 8;
  while (png->size() - begin >= 12) {
    uint8_t* chunk = png->data() + begin;
    const size_t length = size_t{chunk[0]} << 24 | size_t{chunk[1]} << 16 |
                          size_t{chunk[2]} << 8 | chunk[3];
    if (length > png->size() - begin - 12) return;
    const uLong sum =
        crc32(crc32(0, nullptr, 0), chunk + 4, static_cast<uInt>(length + 4));
    for (int i = 0; i < 4; ++i) {
      chunk[8 + length + i] = static_cast<uint8_t>(sum >> (24 - 8 * i));
    }
    begin += length + 12;
  }
}

}  // namespace
}  // namespace synfire

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  synfire::Check(absl::MakeConstSpan(data, size));
  if (size > 8 && data[0] == 0x89) {
    std::vector<uint8_t> png(data, data + size);
    synfire::MendChecksums(&png);
    synfire::Check(png);
  }
  return 0;
}
