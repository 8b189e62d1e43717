// What the elements of an HDF5 data set are.
#ifndef SYNFIRE_DATA_HDF5_ELEMENT_TYPE_H_
#define SYNFIRE_DATA_HDF5_ELEMENT_TYPE_H_

#include <cstdint>
#include <string>

#include "core/status.h"
#include "data/hdf5/block.h"

namespace synfire {

struct Hdf5Type {
  enum Class {
    kInteger,  // 1, 2, 4 or 8 bytes
    kReal,     // IEEE half, single or double
    kText,     // `size` characters, filled up with '\0' or blanks
    kLongText  // as rows of characters
  };
  Class type = kInteger;
  uint64_t size = 0;  // of one, in bytes
  bool big_endian = false;
  bool is_signed = false;
  // Arrays of such elements, one a row, that lie elsewhere (rows.h).
  bool rows = false;

  // Bytes of an element where it is stored: a row's are those of a reference.
  uint64_t stored_size() const { return rows ? 16 : size; }
};

// "variable-length arrays of 2-byte reals", for messages.
std::string ToString(const Hdf5Type& type);

// Reads the message that describes the type.  Errors: a type that is none of
// the above.
absl::StatusOr<Hdf5Type> ReadHdf5Type(Hdf5Block message);

// The element at `bytes`, of kInteger; of kInteger or kReal.  An integer above
// 2^63 - 1 becomes that.
int64_t Hdf5Integer(const Hdf5Type& type, const uint8_t* bytes);
double Hdf5Real(const Hdf5Type& type, const uint8_t* bytes);

}  // namespace synfire

#endif  // SYNFIRE_DATA_HDF5_ELEMENT_TYPE_H_
