// From the bytes of an image file to RGB.
//
// The pixels are those that the published pipelines train on, which open a file
// with Pillow and convert it to RGB:
// - The first bytes say what a file is, never its name: JPEG and PNG are read.
// - JPEG: the exact integer IDCT and smooth chroma upsampling of libjpeg.
// - Gray becomes three equal channels.
// - CMYK and YCCK store inverted ink, as Adobe's programs do, and become
//   R = K - round(K (255 - C) / 255) with C and K as stored; G and B alike.
// - PNG: palettes are looked up, 1, 2 and 4 bits scaled to 8, of 16 bits the
//   upper 8 are taken (of 16-bit gray, too), transparency is dropped.
// - The orientation that EXIF may ask for, colour profiles and gamma are
//   ignored.
#ifndef SYNFIRE_DATA_IMAGE_DECODE_H_
#define SYNFIRE_DATA_IMAGE_DECODE_H_

#include <cstdint>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "core/status.h"
#include "data/image/image.h"

namespace synfire {

// More is taken for an attack on memory.
constexpr int64_t kMaxPixels = int64_t{1} << 27;

// Replaces `image`, whose memory is used again.  Errors begin with `name` and
// say at which byte and why: neither format, truncated, corrupt, more than
// `max_pixels`; `image` is then unspecified.  Where JPEG data is damaged but
// libjpeg would guess what is missing, that is an error.  Thread-safe.
absl::Status DecodeImage(absl::Span<const uint8_t> bytes,
                         absl::string_view name, Image* image,
                         int64_t max_pixels = kMaxPixels);

}  // namespace synfire

#endif  // SYNFIRE_DATA_IMAGE_DECODE_H_
