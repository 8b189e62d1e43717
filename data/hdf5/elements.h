// Where an HDF5 data set keeps its elements, and reading them all.
#ifndef SYNFIRE_DATA_HDF5_ELEMENTS_H_
#define SYNFIRE_DATA_HDF5_ELEMENTS_H_

#include <cstdint>
#include <vector>

#include "core/status.h"
#include "data/hdf5/block.h"
#include "data/hdf5/filters.h"
#include "data/random_access.h"

namespace synfire {

// The bytes of `count` elements of `size` bytes, one-dimensional, that the
// message `layout` says how to find: in the header, in one piece, or in chunks
// found by a tree (of version 1, which HDF5 writes unless it is told to write
// for its latest version alone).  Errors: another layout; an element that
// nothing was stored for; what does not lie in the file.
absl::StatusOr<std::vector<uint8_t>> ReadHdf5Elements(
    const RandomAccess& file, Hdf5Block layout,
    const std::vector<Hdf5Filter>& filters, uint64_t count, uint64_t size);

}  // namespace synfire

#endif  // SYNFIRE_DATA_HDF5_ELEMENTS_H_
