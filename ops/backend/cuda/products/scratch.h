// Scratch for libraries, whose workspace starts at a multiple of 256 bytes;
// values of the arena start at multiples of 64.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_PRODUCTS_SCRATCH_H_
#define SYNFIRE_OPS_BACKEND_CUDA_PRODUCTS_SCRATCH_H_

#include <cstddef>
#include <cstdint>

namespace synfire {

constexpr size_t kLibraryAlignment = 256;

inline size_t AlignedForLibrary(size_t bytes) {
  return (bytes + kLibraryAlignment - 1) / kLibraryAlignment *
         kLibraryAlignment;
}

// The first place for a library in scratch that has kLibraryAlignment bytes
// more than are needed.
inline char* AlignedForLibrary(void* scratch) {
  return reinterpret_cast<char*>(
      AlignedForLibrary(reinterpret_cast<size_t>(scratch)));
}

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_PRODUCTS_SCRATCH_H_
