#include "tests/data/image/make_images.h"

#include <png.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/status.h"

// After stdio.h, for FILE.
#include <jpeglib.h>

namespace synfire {

Image Gradient(int64_t height, int64_t width, uint8_t blue) {
  Image image{height, width, {}};
  for (int64_t y = 0; y < height; ++y) {
    for (int64_t x = 0; x < width; ++x) {
      image.rgb.push_back(static_cast<uint8_t>(255 * x / width));
      image.rgb.push_back(static_cast<uint8_t>(255 * y / height));
      image.rgb.push_back(blue);
    }
  }
  return image;
}

Bytes JpegBytes(int64_t height, int64_t width, const Bytes& pixels,
                const JpegOptions& options) {
  const int channels = options.components;
  SYNFIRE_CHECK(static_cast<int64_t>(pixels.size()) ==
                height * width * channels);
  jpeg_compress_struct jpeg;
  jpeg_error_mgr errors;
  jpeg.err = jpeg_std_error(&errors);
  jpeg_create_compress(&jpeg);
  unsigned char* memory = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&jpeg, &memory, &size);
  jpeg.image_height = static_cast<JDIMENSION>(height);
  jpeg.image_width = static_cast<JDIMENSION>(width);
  jpeg.input_components = channels;
  jpeg.in_color_space = channels == 1   ? JCS_GRAYSCALE
                        : channels == 3 ? JCS_RGB
                        : channels == 4 ? JCS_CMYK
                                        : JCS_UNKNOWN;
  jpeg_set_defaults(&jpeg);
  jpeg_set_quality(&jpeg, options.quality, TRUE);
  if (!options.subsample) {
    for (int c = 0; c < jpeg.num_components; ++c) {
      jpeg.comp_info[c].h_samp_factor = jpeg.comp_info[c].v_samp_factor = 1;
    }
  }
  if (options.progressive) jpeg_simple_progression(&jpeg);
  std::vector<jpeg_scan_info> scans(static_cast<size_t>(channels));
  if (!options.interleaved) {
    for (int c = 0; c < channels; ++c) {
      scans[c] = {1, {c}, 0, 63, 0, 0};
    }
    jpeg.scan_info = scans.data();
    jpeg.num_scans = channels;
  }
  jpeg_start_compress(&jpeg, TRUE);
  if (!options.app1.empty()) {
    jpeg_write_marker(&jpeg, JPEG_APP0 + 1,
                      reinterpret_cast<const JOCTET*>(options.app1.data()),
                      static_cast<unsigned>(options.app1.size()));
  }
  while (jpeg.next_scanline < jpeg.image_height) {
    JSAMPROW row = const_cast<JSAMPROW>(pixels.data()) +
                   jpeg.next_scanline * width * channels;
    jpeg_write_scanlines(&jpeg, &row, 1);
  }
  jpeg_finish_compress(&jpeg);
  const Bytes bytes(memory, memory + size);
  jpeg_destroy_compress(&jpeg);
  free(memory);
  return bytes;
}

Bytes JpegBytes(const Image& image, const JpegOptions& options) {
  return JpegBytes(image.height, image.width, image.rgb, options);
}

Bytes PngBytes(int64_t height, int64_t width, const Bytes& rows,
               const PngOptions& options) {
  png_structp png =
      png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
  png_infop info = png_create_info_struct(png);
  Bytes bytes;
  png_set_write_fn(
      png, &bytes,
      [](png_structp writer, png_bytep data, size_t size) {
        auto* out = static_cast<Bytes*>(png_get_io_ptr(writer));
        out->insert(out->end(), data, data + size);
      },
      [](png_structp) {});
  png_set_IHDR(png, info, static_cast<png_uint_32>(width),
               static_cast<png_uint_32>(height), options.bit_depth,
               options.color_type,
               options.interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  std::vector<png_color> palette;
  for (size_t i = 0; i + 2 < options.palette.size(); i += 3) {
    palette.push_back(
        {options.palette[i], options.palette[i + 1], options.palette[i + 2]});
  }
  if (!palette.empty()) {
    png_set_PLTE(png, info, palette.data(), static_cast<int>(palette.size()));
  }
  png_write_info(png, info);
  const size_t row_bytes = png_get_rowbytes(png, info);
  SYNFIRE_CHECK(rows.size() == row_bytes * static_cast<size_t>(height));
  std::vector<png_bytep> pointers;
  for (int64_t y = 0; y < height; ++y) {
    pointers.push_back(const_cast<png_bytep>(rows.data()) +
                       static_cast<size_t>(y) * row_bytes);
  }
  png_write_image(png, pointers.data());
  png_write_end(png, nullptr);
  png_destroy_write_struct(&png, &info);
  return bytes;
}

}  // namespace synfire
