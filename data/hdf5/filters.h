// What is done to a chunk of an HDF5 data set before it is stored.
#ifndef SYNFIRE_DATA_HDF5_FILTERS_H_
#define SYNFIRE_DATA_HDF5_FILTERS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "core/status.h"
#include "data/hdf5/block.h"

namespace synfire {

struct Hdf5Filter {
  enum Id { kDeflate = 1, kShuffle = 2, kFletcher32 = 3 };
  uint64_t id = 0;
  uint64_t element = 1;  // bytes that a shuffle takes apart
};

// In the order in which they are applied.  Errors: a filter that is none of the
// above.
absl::StatusOr<std::vector<Hdf5Filter>> ReadHdf5Filters(Hdf5Block message);

// Undoes the filters but for those whose bit in `left_out` is set, which leaves
// `size` bytes; "" or what is wrong.
std::string UndoHdf5Filters(const std::vector<Hdf5Filter>& filters,
                            uint64_t left_out, uint64_t size,
                            std::vector<uint8_t>* bytes);

}  // namespace synfire

#endif  // SYNFIRE_DATA_HDF5_FILTERS_H_
