#include "ops/backend/cuda/libraries/dynamic_library.h"

#include <dlfcn.h>

namespace synfire {

absl::StatusOr<DynamicLibrary> DynamicLibrary::Open(const std::string& file) {
  DynamicLibrary library;
  library.file_ = file;
  library.handle_ = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (library.handle_ != nullptr) return library;
  return absl::UnavailableError(
      absl::StrCat("a library is missing: ", dlerror(),
                   "; install it, or name its folder in LD_LIBRARY_PATH"));
}

absl::StatusOr<void*> DynamicLibrary::Symbol(const char* name) const {
  void* const symbol = dlsym(handle_, name);
  if (symbol != nullptr) return symbol;
  return absl::UnavailableError(
      absl::StrCat(file_, " has no function ", name, "; it is too old"));
}

}  // namespace synfire
