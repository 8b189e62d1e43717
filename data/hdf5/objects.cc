#include "data/hdf5/objects.h"

#include <algorithm>
#include <utility>

namespace synfire {
namespace {

// More than any sound header has; a bound for one that leads in circles.
constexpr size_t kMostBlocks = 256;

struct Stretch {
  uint64_t begin, size;
};

// Appends the messages of one block.  Version 1 aligns them and has wider
// fields; version 2 may number them.
absl::Status ReadMessages(Hdf5Block block, int version, bool numbered,
                          std::vector<Hdf5Message>* messages,
                          std::vector<Stretch>* blocks) {
  const uint64_t header = version == 1 ? 8 : numbered ? 6 : 4;
  while (block.left() >= header) {
    const int type = static_cast<int>(block.Number(version == 1 ? 2 : 1));
    const uint64_t size = block.Number(2);
    const uint64_t flags = block.Number(1);
    block.Skip(version == 1 ? 3 : numbered ? 2 : 0);
    Hdf5Block body = block.Inner(size);
    SYNFIRE_RETURN_IF_ERROR(block.status());
    if (type != Hdf5Message::kContinuation) {
      messages->push_back({type, (flags & 2) != 0, std::move(body)});
      continue;
    }
    const uint64_t begin = body.Number(8);
    const uint64_t length = body.Number(8);
    SYNFIRE_RETURN_IF_ERROR(body.status());
    blocks->push_back({begin, length});
    if (blocks->size() > kMostBlocks) {
      return block.Wrong("the object's header has more than ", kMostBlocks,
                         " parts: the file is corrupt");
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<Hdf5Message>> ReadHdf5Header(
    const RandomAccess& file, uint64_t address) {
  constexpr char kWhat[] = "an object's header";
  constexpr uint64_t kChecksum = 4;
  SYNFIRE_ASSIGN_OR_RETURN(Hdf5Block start,
                           Hdf5Block::Read(file, address, 16, kWhat));
  std::vector<Hdf5Message> messages;
  std::vector<Stretch> blocks;
  int version = 1;
  bool numbered = false;
  if (start.Number(1) == 1) {
    start.Skip(7);
    const uint64_t size = start.Number(4);
    blocks.push_back({address + 16, size});
  } else {
    SYNFIRE_ASSIGN_OR_RETURN(start, Hdf5Block::Read(file, address, 16, kWhat));
    SYNFIRE_RETURN_IF_ERROR(start.Expect("OHDR"));
    version = static_cast<int>(start.Number(1));
    if (version != 2) {
      return start.Wrong("version ", version,
                         " of an object's header, expected 1 or 2");
    }
    const uint64_t flags = start.Number(1);
    numbered = (flags & 4) != 0;
    const uint64_t before =
        6 + ((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0);
    const uint64_t width = uint64_t{1} << (flags & 3);
    SYNFIRE_ASSIGN_OR_RETURN(
        Hdf5Block size, Hdf5Block::Read(file, address + before, width, kWhat));
    blocks.push_back({address + before + width, size.Number(width)});
  }
  for (size_t i = 0; i < blocks.size(); ++i) {
    const Stretch stretch = blocks[i];
    SYNFIRE_ASSIGN_OR_RETURN(
        Hdf5Block block,
        Hdf5Block::Read(file, stretch.begin, stretch.size, kWhat));
    if (version == 2 && i > 0) {
      SYNFIRE_RETURN_IF_ERROR(block.Expect("OCHK"));
      if (block.left() < kChecksum) {
        return block.Wrong("there is no checksum: the file is corrupt");
      }
      block = block.Inner(block.left() - kChecksum);
    }
    SYNFIRE_RETURN_IF_ERROR(
        ReadMessages(std::move(block), version, numbered, &messages, &blocks));
  }
  return messages;
}

absl::StatusOr<uint64_t> ReadHdf5Root(const RandomAccess& file) {
  constexpr char kSignature[] = "\x89HDF\r\n\x1a\n";
  constexpr uint64_t kSmallest = 48, kLargest = 100;
  const uint64_t size = static_cast<uint64_t>(file.size());
  SYNFIRE_ASSIGN_OR_RETURN(
      Hdf5Block block,
      Hdf5Block::Read(file, 0, std::min(size, kLargest), "a superblock"));
  if (size < 2 || block.Expect(kSignature) != absl::OkStatus()) {
    uint8_t magic[2] = {};
    if (size >= 2) SYNFIRE_RETURN_IF_ERROR(file.Read(0, absl::MakeSpan(magic)));
    return UserError(file.name(), ": byte 0: the file is ",
                     magic[0] == 0x1F && magic[1] == 0x8B
                         ? "gzip, expected HDF5: unpack it with gunzip"
                         : "no HDF5 file");
  }
  if (size < kSmallest) {
    return block.Wrong("the file ends after ", size, " bytes: it is cut short");
  }
  const uint64_t version = block.Number(1);
  if (version > 3) {
    return block.Wrong("version ", version, " of HDF5, expected 0 to 3");
  }
  if (version < 2) block.Skip(4);
  if (block.Number(1) != 8 || block.Number(1) != 8) {
    return block.Wrong("addresses or lengths are not of 8 bytes");
  }
  block.Skip(version == 0 ? 9 : version == 1 ? 13 : 1);
  const uint64_t base = block.Number(8);
  if (base != 0) {
    return block.Wrong("the file begins at byte ", base,
                       " of another, expected 0");
  }
  block.Skip(8);
  const uint64_t end = block.Number(8);
  if (end > size) {
    return UserError(file.name(), ": byte ", size, ": the file ends here, of ",
                     end, " bytes: it is cut short");
  }
  if (version < 2) block.Skip(16);  // a driver's address, the root's name
  const uint64_t root = block.Number(8);
  SYNFIRE_RETURN_IF_ERROR(block.status());
  return root;
}

}  // namespace synfire
