// Makes zip archives for tests.
#ifndef SYNFIRE_TESTS_DATA_ZIP_ZIP_WRITER_H_
#define SYNFIRE_TESTS_DATA_ZIP_ZIP_WRITER_H_

#include <cstdint>
#include <string>
#include <vector>

namespace synfire {

struct ZipPart {
  std::string name;
  std::string contents;
  bool deflate = false;
  bool zip64 = false;         // sizes and offset in the zip64 fields
  bool sizes_follow = false;  // the local header leaves them out
  bool checksum = true;       // else 0
};

// The archive's bytes.  Entries follow each other without gaps; the end record
// has its zip64 form where an entry has.
std::string MakeZip(const std::vector<ZipPart>& parts);

// `number` in `count` bytes, little-endian.
std::string LittleEndian(uint64_t number, int count);

}  // namespace synfire

#endif  // SYNFIRE_TESTS_DATA_ZIP_ZIP_WRITER_H_
