#include "tests/data/zip/zip_writer.h"

#include <zlib.h>

#include <algorithm>

namespace synfire {
namespace {

constexpr uint64_t kElsewhere = 0xFFFFFFFF;

std::string Deflate(const std::string& contents) {
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
  std::string packed(deflateBound(&stream, contents.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(contents.data()));
  stream.avail_in = static_cast<uInt>(contents.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(packed.size() - stream.avail_out);
  deflateEnd(&stream);
  return packed;
}

}  // namespace

std::string LittleEndian(uint64_t number, int count) {
  std::string bytes;
  for (int i = 0; i < count; ++i) {
    bytes.push_back(static_cast<char>(number >> (8 * i)));
  }
  return bytes;
}

std::string MakeZip(const std::vector<ZipPart>& parts) {
  std::string file, directory;
  for (const ZipPart& part : parts) {
    const std::string packed =
        part.deflate ? Deflate(part.contents) : part.contents;
    const uint64_t crc =
        part.checksum
            ? crc32(0, reinterpret_cast<const Bytef*>(part.contents.data()),
                    static_cast<uInt>(part.contents.size()))
            : 0;
    const uint64_t offset = file.size();
    const auto wide = [&](uint64_t number) {
      return LittleEndian(part.zip64 ? kElsewhere : number, 4);
    };
    const std::string method = LittleEndian(part.deflate ? 8 : 0, 2);
    const std::string flags = LittleEndian(part.sizes_follow ? 8 : 0, 2);
    const std::string sizes = wide(packed.size()) + wide(part.contents.size());
    std::string extra;
    if (part.zip64) {
      extra = LittleEndian(1, 2) + LittleEndian(24, 2) +
              LittleEndian(part.contents.size(), 8) +
              LittleEndian(packed.size(), 8) + LittleEndian(offset, 8);
    }
    const std::string date(4, '\0');
    const std::string name_size = LittleEndian(part.name.size(), 2);
    file += "PK\3\4" + LittleEndian(20, 2) + flags + method + date +
            (part.sizes_follow ? std::string(12, '\0')
                               : LittleEndian(crc, 4) + sizes) +
            name_size + LittleEndian(0, 2) + part.name + packed;
    directory += "PK\1\2" + LittleEndian(20, 2) + LittleEndian(20, 2) + flags +
                 method + date + LittleEndian(crc, 4) + sizes + name_size +
                 LittleEndian(extra.size(), 2) + std::string(10, '\0') +
                 wide(offset) + part.name + extra;
  }
  const uint64_t begin = file.size();
  file += directory;
  const bool zip64 =
      std::any_of(parts.begin(), parts.end(),
                  [](const ZipPart& part) { return part.zip64; });
  if (zip64) {
    const uint64_t at = file.size();
    file += "PK\6\6" + LittleEndian(44, 8) + std::string(12, '\0') +
            LittleEndian(parts.size(), 8) + LittleEndian(parts.size(), 8) +
            LittleEndian(directory.size(), 8) + LittleEndian(begin, 8);
    file += "PK\6\7" + LittleEndian(0, 4) + LittleEndian(at, 8) +
            LittleEndian(1, 4);
  }
  file += "PK\5\6" + LittleEndian(0, 4) +
          LittleEndian(zip64 ? 0xFFFF : parts.size(), 2) +
          LittleEndian(zip64 ? 0xFFFF : parts.size(), 2) +
          LittleEndian(directory.size(), 4) +
          LittleEndian(zip64 ? kElsewhere : begin, 4) + LittleEndian(0, 2);
  return file;
}

}  // namespace synfire
