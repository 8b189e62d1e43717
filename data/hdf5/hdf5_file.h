// Reads one-dimensional data sets of HDF5 files (HDF5 File Format Specification
// 3.0), with memory for one row at a time:
//
//   - files as h5py, PyTables and HDF5 itself write them by default, and those
//     written for the latest version as far as its new structures for large
//     groups and extensible chunks do not appear;
//   - integers, reals (half, single, double), texts, and variable-length arrays
//     of them; in the header, in one piece, or in chunks, which may be packed
//     by deflate, shuffle and fletcher32.
//
// What is not read is an error that says so.  Nothing is trusted, so that no
// file whatever makes a reader touch memory that is not its own; checksums of
// the structures are not compared.  Errors are "NAME: byte N: reason".
#ifndef SYNFIRE_DATA_HDF5_HDF5_FILE_H_
#define SYNFIRE_DATA_HDF5_HDF5_FILE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/status.h"
#include "data/hdf5/element_type.h"
#include "data/random_access.h"

namespace synfire {

// Immutable, so any number of threads may read.
class Hdf5Array {
 public:
  int64_t size() const { return size_; }
  const Hdf5Type& type() const { return type_; }

  // All elements.  Errors: they are of another type.
  absl::StatusOr<std::vector<int64_t>> Integers() const;
  absl::StatusOr<std::vector<std::string>> Texts() const;

  // Row `index` into `row`, from integers or reals.  Errors: a row that does
  // not lie in the file.  REQUIRES: type().rows; 0 <= index < size().
  absl::Status ReadRow(int64_t index, std::vector<uint8_t>* scratch,
                       std::vector<double>* row) const;
  // The same of integers.
  absl::Status ReadRow(int64_t index, std::vector<uint8_t>* scratch,
                       std::vector<int64_t>* row) const;

 private:
  friend class Hdf5File;
  absl::StatusOr<int64_t> ReadRowBytes(int64_t index,
                                       std::vector<uint8_t>* bytes) const;

  std::shared_ptr<const RandomAccess> file_;
  std::string path_;
  Hdf5Type type_;
  int64_t size_ = 0;
  std::vector<uint8_t> elements_;  // as they are stored
};

class Hdf5File {
 public:
  // Errors: no HDF5 file, or one that is cut short.
  static absl::StatusOr<Hdf5File> Open(
      std::shared_ptr<const RandomAccess> file);

  // The data set at a path such as "/spikes/times".  NotFound where there is
  // nothing of that name; other errors: it is no data set that is read.
  absl::StatusOr<Hdf5Array> Find(absl::string_view path) const;

 private:
  Hdf5File() = default;

  std::shared_ptr<const RandomAccess> file_;
  uint64_t root_ = 0;
};

}  // namespace synfire

#endif  // SYNFIRE_DATA_HDF5_HDF5_FILE_H_
