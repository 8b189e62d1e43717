// Objects of an HDF5 file, groups and data sets, and how they are found.
#ifndef SYNFIRE_DATA_HDF5_OBJECTS_H_
#define SYNFIRE_DATA_HDF5_OBJECTS_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/status.h"
#include "data/hdf5/block.h"
#include "data/random_access.h"

namespace synfire {

// What an object is said to be: a message of its header.
struct Hdf5Message {
  enum Type : int {
    kDataspace = 0x01,
    kLinkInfo = 0x02,
    kDatatype = 0x03,
    kLink = 0x06,
    kLayout = 0x08,
    kFilters = 0x0B,
    kContinuation = 0x10,
    kSymbolTable = 0x11,
  };
  int type;
  bool shared;  // the block says where the message is stored instead
  Hdf5Block block;
};

// The messages of the header at byte `address`, of version 1 or 2.
absl::StatusOr<std::vector<Hdf5Message>> ReadHdf5Header(
    const RandomAccess& file, uint64_t address);

// The address of the root group's header: version 0 to 3 of the superblock.
// Errors: no HDF5 file, one that is shorter than it says, sizes of addresses
// other than 8 bytes.
absl::StatusOr<uint64_t> ReadHdf5Root(const RandomAccess& file);

// The members of the group at byte `address`: name to address of the header.
// Both old groups (a tree of symbol tables) and new ones (links in the header)
// are read; a new one so large that its links left the header is an error.
absl::StatusOr<std::map<std::string, uint64_t>> ReadHdf5Group(
    const RandomAccess& file, uint64_t address);

}  // namespace synfire

#endif  // SYNFIRE_DATA_HDF5_OBJECTS_H_
