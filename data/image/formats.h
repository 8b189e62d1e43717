// The decoders behind decode.h.  Internal to data/image.
#ifndef SYNFIRE_DATA_IMAGE_FORMATS_H_
#define SYNFIRE_DATA_IMAGE_FORMATS_H_

#include <cstdint>

#include "absl/types/span.h"
#include "core/status.h"
#include "data/image/image.h"

namespace synfire {

bool IsJpeg(absl::Span<const uint8_t> bytes);
bool IsPng(absl::Span<const uint8_t> bytes);

// As DecodeImage, with errors that begin with the byte.
absl::Status DecodeJpeg(absl::Span<const uint8_t> bytes, int64_t max_pixels,
                        Image* image);
absl::Status DecodePng(absl::Span<const uint8_t> bytes, int64_t max_pixels,
                       Image* image);

// Makes room for height x width pixels.  Errors: none or too many of them, not
// enough memory.
absl::Status SetSize(int64_t height, int64_t width, int64_t max_pixels,
                     Image* image);

}  // namespace synfire

#endif  // SYNFIRE_DATA_IMAGE_FORMATS_H_
