#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <algorithm>
#include <string>
#include <vector>

#include "data/image/formats.h"

// Each needs what stands before it: FILE, then how libjpeg was built.
// clang-format off
#include <jpeglib.h>
#include <jerror.h>
// clang-format on

namespace synfire {
namespace {

// A progressive file of a few bytes a scan can demand a pass over the whole
// image for each; real ones have about ten.
constexpr int kMaxScans = 100;

// Warnings after which libjpeg goes on with pixels that it made up.
bool IsDamage(int message) {
  switch (message) {
    case JWRN_ARITH_BAD_CODE:
    case JWRN_BOGUS_PROGRESSION:
    case JWRN_HIT_MARKER:
    case JWRN_HUFF_BAD_CODE:
    case JWRN_JPEG_EOF:
    case JWRN_MUST_RESYNC:
    case JWRN_NOT_SEQUENTIAL:
      return true;
    default:
      return false;
  }
}

// libjpeg's state and what its callbacks need.  An error leaves the library by
// longjmp, over C frames and trivial ones of ours, to the Guarded call.
class Decoder {
 public:
  explicit Decoder(absl::Span<const uint8_t> bytes) : bytes_(bytes) {
    memset(&jpeg_, 0, sizeof(jpeg_));
    jpeg_.err = jpeg_std_error(&errors_);
    jpeg_.client_data = this;
    errors_.error_exit = [](j_common_ptr jpeg) { Of(jpeg).Fail(); };
    errors_.emit_message = [](j_common_ptr jpeg, int level) {
      if (level < 0 && IsDamage(jpeg->err->msg_code)) Of(jpeg).Fail();
    };
    source_.init_source = [](j_decompress_ptr) {};
    source_.term_source = [](j_decompress_ptr) {};
    source_.resync_to_restart = jpeg_resync_to_restart;
    source_.fill_input_buffer = [](j_decompress_ptr jpeg) -> boolean {
      jpeg->src->bytes_in_buffer = 0;  // the scan keeps a count of its own
      Of(jpeg).Fail("the file ends inside of the image");
      return FALSE;
    };
    source_.skip_input_data = [](j_decompress_ptr jpeg, long count) {
      if (count <= 0) return;
      const size_t skipped =
          std::min(static_cast<size_t>(count), jpeg->src->bytes_in_buffer);
      jpeg->src->next_input_byte += skipped;
      jpeg->src->bytes_in_buffer -= skipped;
    };
    source_.next_input_byte = bytes.data();
    source_.bytes_in_buffer = bytes.size();
    progress_.progress_monitor = [](j_common_ptr jpeg) {
      if (Of(jpeg).jpeg_.input_scan_number > kMaxScans) {
        Of(jpeg).Fail("the image has more than 100 scans");
      }
    };
  }
  ~Decoder() { jpeg_destroy_decompress(&jpeg_); }
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;

  absl::Status ReadHeader() {
    SYNFIRE_RETURN_IF_ERROR(Guarded([this] {
      jpeg_create_decompress(&jpeg_);
      jpeg_.src = &source_;
      jpeg_.progress = &progress_;
      jpeg_read_header(&jpeg_, TRUE);
    }));
    switch (jpeg_.num_components) {
      case 1:
      case 3:
        jpeg_.out_color_space = JCS_RGB;
        return absl::OkStatus();
      case 4:
        jpeg_.out_color_space = JCS_CMYK;
        return absl::OkStatus();
      default:
        return Error(absl::StrCat("the image has ", jpeg_.num_components,
                                  " colour components, expected 1 (gray), 3, "
                                  "or 4 (CMYK)"));
    }
  }

  int64_t height() const { return jpeg_.image_height; }
  int64_t width() const { return jpeg_.image_width; }

  absl::Status ReadPixels(Image* image) {
    if (jpeg_.out_color_space == JCS_CMYK) return ReadCmyk(image);
    return Guarded([&] {
      jpeg_start_decompress(&jpeg_);
      while (jpeg_.output_scanline < jpeg_.output_height) {
        JSAMPROW row = image->row(jpeg_.output_scanline);
        jpeg_read_scanlines(&jpeg_, &row, 1);
      }
      jpeg_finish_decompress(&jpeg_);
    });
  }

  absl::Status Error(absl::string_view what) const {
    return absl::DataLossError(
        absl::StrCat("near byte ", byte(), " of ", bytes_.size(), ": ", what));
  }

 private:
  static Decoder& Of(const void* jpeg) {
    return *static_cast<Decoder*>(
        static_cast<const jpeg_common_struct*>(jpeg)->client_data);
  }

  // `use` may call libjpeg, and must not own what would have to be destroyed.
  template <typename Use>
  absl::Status Guarded(Use&& use) {
    message_[0] = '\0';
    if (setjmp(escape_) != 0) return Error(message_);
    use();
    return absl::OkStatus();
  }

  [[noreturn]] void Fail() {
    errors_.format_message(reinterpret_cast<j_common_ptr>(&jpeg_), message_);
    longjmp(escape_, 1);
  }
  [[noreturn]] void Fail(const char* what) {
    snprintf(message_, sizeof(message_), "%s", what);
    longjmp(escape_, 1);
  }

  size_t byte() const { return bytes_.size() - source_.bytes_in_buffer; }

  // Both as stored: 255 is no ink.
  static uint8_t LightThrough(int ink, int black) {
    return static_cast<uint8_t>(black - (black * (255 - ink) + 127) / 255);
  }

  absl::Status ReadCmyk(Image* image) {
    std::vector<uint8_t> cmyk(static_cast<size_t>(image->width) * 4);
    return Guarded([&] {
      jpeg_start_decompress(&jpeg_);
      while (jpeg_.output_scanline < jpeg_.output_height) {
        uint8_t* rgb = image->row(jpeg_.output_scanline);
        JSAMPROW row = cmyk.data();
        jpeg_read_scanlines(&jpeg_, &row, 1);
        for (int64_t x = 0; x < image->width; ++x) {
          for (int c = 0; c < 3; ++c) {
            rgb[3 * x + c] = LightThrough(cmyk[4 * x + c], cmyk[4 * x + 3]);
          }
        }
      }
      jpeg_finish_decompress(&jpeg_);
    });
  }

  const absl::Span<const uint8_t> bytes_;
  jpeg_decompress_struct jpeg_;
  jpeg_error_mgr errors_;
  jpeg_source_mgr source_{};
  jpeg_progress_mgr progress_{};
  jmp_buf escape_;
  char message_[JMSG_LENGTH_MAX] = "";
};

}  // namespace

bool IsJpeg(absl::Span<const uint8_t> bytes) {
  return bytes.size() >= 3 && bytes[0] == 0xFF && bytes[1] == 0xD8 &&
         bytes[2] == 0xFF;
}

absl::Status DecodeJpeg(absl::Span<const uint8_t> bytes, int64_t max_pixels,
                        Image* image) {
  Decoder decoder(bytes);
  SYNFIRE_RETURN_IF_ERROR(decoder.ReadHeader());
  const absl::Status size =
      SetSize(decoder.height(), decoder.width(), max_pixels, image);
  if (!size.ok()) return decoder.Error(size.message());
  return decoder.ReadPixels(image);
}

}  // namespace synfire
