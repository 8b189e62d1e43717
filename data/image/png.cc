#include <png.h>
#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <algorithm>
#include <vector>

#include "data/image/formats.h"

namespace synfire {
namespace {

constexpr uint8_t kSignature[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

// libpng's state.  An error leaves the library by longjmp, over C frames and
// trivial ones of ours, to the Guarded call.
class Decoder {
 public:
  explicit Decoder(absl::Span<const uint8_t> bytes) : bytes_(bytes) {
    png_ = png_create_read_struct(
        PNG_LIBPNG_VER_STRING, this,
        [](png_structp png, png_const_charp what) { Of(png).Fail(what); },
        [](png_structp, png_const_charp) {});
    if (png_ != nullptr) info_ = png_create_info_struct(png_);
  }
  ~Decoder() { png_destroy_read_struct(&png_, &info_, nullptr); }
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;

  absl::Status ReadHeader() {
    if (info_ == nullptr) {
      return absl::ResourceExhaustedError("libpng is out of memory");
    }
    return Guarded([this] {
      png_set_read_fn(png_, this,
                      [](png_structp png, png_bytep to, size_t count) {
                        Of(png).Copy(to, count);
                      });
      // The limit on pixels is ours; this one is on a text of many megabytes.
      png_set_user_limits(png_, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
      png_set_chunk_malloc_max(png_, 8 << 20);
      png_read_info(png_, info_);
    });
  }

  int64_t height() const { return png_get_image_height(png_, info_); }
  int64_t width() const { return png_get_image_width(png_, info_); }

  absl::Status ReadPixels(Image* image) {
    std::vector<png_bytep> rows(static_cast<size_t>(image->height));
    for (size_t y = 0; y < rows.size(); ++y) {
      rows[y] = image->row(static_cast<int64_t>(y));
    }
    return Guarded([&] {
      png_set_strip_16(png_);
      png_set_expand(png_);
      png_set_gray_to_rgb(png_);
      png_set_strip_alpha(png_);
      png_set_interlace_handling(png_);
      png_read_update_info(png_, info_);
      SYNFIRE_CHECK(static_cast<int64_t>(png_get_rowbytes(png_, info_)) ==
                    image->width * Image::kChannels);
      png_read_image(png_, rows.data());
      png_read_end(png_, nullptr);
    });
  }

  absl::Status Error(absl::string_view what) const {
    return absl::DataLossError(
        absl::StrCat("near byte ", byte_, " of ", bytes_.size(), ": ", what));
  }

 private:
  static Decoder& Of(png_structp png) {
    return *static_cast<Decoder*>(png_get_error_ptr(png));
  }

  // `use` may call libpng, and must not own what would have to be destroyed.
  template <typename Use>
  absl::Status Guarded(Use&& use) {
    message_[0] = '\0';
    if (setjmp(escape_) != 0) return Error(message_);
    use();
    return absl::OkStatus();
  }

  [[noreturn]] void Fail(const char* what) {
    snprintf(message_, sizeof(message_), "%s", what);
    longjmp(escape_, 1);
  }

  void Copy(uint8_t* to, size_t count) {
    if (count > bytes_.size() - byte_) {
      byte_ = bytes_.size();
      Fail("the file ends inside of the image");
    }
    std::copy_n(bytes_.data() + byte_, count, to);
    byte_ += count;
  }

  const absl::Span<const uint8_t> bytes_;
  size_t byte_ = 0;
  png_structp png_ = nullptr;
  png_infop info_ = nullptr;
  jmp_buf escape_;
  char message_[256] = "";
};

}  // namespace

bool IsPng(absl::Span<const uint8_t> bytes) {
  return bytes.size() >= sizeof(kSignature) &&
         memcmp(bytes.data(), kSignature, sizeof(kSignature)) == 0;
}

absl::Status DecodePng(absl::Span<const uint8_t> bytes, int64_t max_pixels,
                       Image* image) {
  Decoder decoder(bytes);
  SYNFIRE_RETURN_IF_ERROR(decoder.ReadHeader());
  const absl::Status size =
      SetSize(decoder.height(), decoder.width(), max_pixels, image);
  if (!size.ok()) return decoder.Error(size.message());
  return decoder.ReadPixels(image);
}

}  // namespace synfire
