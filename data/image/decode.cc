#include "data/image/decode.h"

#include <algorithm>
#include <new>
#include <string>

#include "absl/strings/str_format.h"
#include "data/image/formats.h"

namespace synfire {
namespace {

std::string FirstBytes(absl::Span<const uint8_t> bytes) {
  std::string text;
  for (uint8_t byte : bytes.subspan(0, std::min<size_t>(bytes.size(), 4))) {
    absl::StrAppendFormat(&text, " %02X", byte);
  }
  return text;
}

absl::Status Decode(absl::Span<const uint8_t> bytes, int64_t max_pixels,
                    Image* image) {
  if (bytes.empty()) return UserError("byte 0: the file is empty");
  if (IsJpeg(bytes)) return DecodeJpeg(bytes, max_pixels, image);
  if (IsPng(bytes)) return DecodePng(bytes, max_pixels, image);
  return UserError(
      "byte 0: neither a JPEG (FF D8 FF) nor a PNG (89 50 4E 47): "
      "the file begins with",
      FirstBytes(bytes));
}

}  // namespace

absl::Status SetSize(int64_t height, int64_t width, int64_t max_pixels,
                     Image* image) {
  if (height < 1 || width < 1 || height > max_pixels / width) {
    return UserError("the image has ", width, " x ", height,
                     " pixels, expected 1 to ", max_pixels, " in all");
  }
  image->height = height;
  image->width = width;
  try {
    image->rgb.resize(static_cast<size_t>(height * width * Image::kChannels));
    return absl::OkStatus();
  } catch (const std::bad_alloc&) {
    return absl::ResourceExhaustedError(absl::StrCat(
        "an image of ", width, " x ", height, " does not fit into memory"));
  }
}

absl::Status DecodeImage(absl::Span<const uint8_t> bytes,
                         absl::string_view name, Image* image,
                         int64_t max_pixels) {
  return Annotate(Decode(bytes, max_pixels, image), absl::StrCat(name, ": "));
}

}  // namespace synfire
