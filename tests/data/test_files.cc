#include "tests/data/test_files.h"

#include <stdlib.h>
#include <zlib.h>

#include <fstream>

#include "core/status.h"
#include "gtest/gtest.h"

namespace synfire {

Bytes IdxBytes(uint8_t type, const std::vector<uint32_t>& dims,
               const Bytes& elements) {
  Bytes bytes = {0, 0, type, static_cast<uint8_t>(dims.size())};
  for (uint32_t dim : dims) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      bytes.push_back(static_cast<uint8_t>(dim >> shift));
    }
  }
  return bytes + elements;
}

Bytes Gzip(const Bytes& bytes) {
  z_stream stream{};
  SYNFIRE_CHECK(deflateInit2(&stream, 9, Z_DEFLATED, 16 + MAX_WBITS, 8,
                             Z_DEFAULT_STRATEGY) == Z_OK);
  Bytes out(deflateBound(&stream, bytes.size()));
  stream.next_in = const_cast<Bytef*>(bytes.data());
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = out.data();
  stream.avail_out = static_cast<uInt>(out.size());
  SYNFIRE_CHECK(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

Bytes operator+(Bytes a, const Bytes& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

std::string TestFolder() {
  std::string path = testing::TempDir() + "/data_XXXXXX";
  SYNFIRE_CHECK(mkdtemp(path.data()) != nullptr);
  return path;
}

std::string WriteFile(const std::string& folder, const std::string& name,
                      const Bytes& bytes) {
  const std::string path = folder + "/" + name;
  std::ofstream file(path, std::ios::binary);
  file.write(reinterpret_cast<const char*>(bytes.data()),
             static_cast<std::streamsize>(bytes.size()));
  SYNFIRE_CHECK(file.good());
  return path;
}

void WriteMnist(const std::string& folder, uint32_t count, bool gzip) {
  Bytes images, labels;
  for (uint32_t i = 0; i < count; ++i) {
    for (uint32_t j = 0; j < 28 * 28; ++j) {
      images.push_back(static_cast<uint8_t>(i + j));
    }
    labels.push_back(i % 10);
  }
  const Bytes image_file = IdxBytes(8, {count, 28, 28}, images);
  const Bytes label_file = IdxBytes(8, {count}, labels);
  for (const std::string split : {"train", "t10k"}) {
    const std::string suffix = gzip ? ".gz" : "";
    WriteFile(folder, split + "-images-idx3-ubyte" + suffix,
              gzip ? Gzip(image_file) : image_file);
    WriteFile(folder, split + "-labels-idx1-ubyte" + suffix,
              gzip ? Gzip(label_file) : label_file);
  }
}

}  // namespace synfire
