// Whatever the bytes: an error, or entries that lie inside them, apart from
// each other, and expand to the size they say.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "data/zip/zip_archive.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto archive = synfire::ZipArchive::Parse({data, size}, "fuzz");
  if (!archive.ok()) {
    if (archive.status().message().empty()) std::abort();
    return 0;
  }
  size_t packed = 0;
  for (const synfire::ZipEntry& entry : archive->entries()) {
    packed += static_cast<size_t>(entry.packed);
    if (archive->Find(entry.name) != &entry) std::abort();
    std::vector<uint8_t> buffer;
    const auto bytes = archive->Read(entry, &buffer);
    if (!bytes.ok()) continue;
    if (static_cast<int64_t>(bytes->size()) != entry.size) std::abort();
  }
  if (packed > size) std::abort();
  return 0;
}
