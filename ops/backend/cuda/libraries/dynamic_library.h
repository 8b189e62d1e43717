// A vendor's library that is opened, not linked: a program starts without it,
// and says what is missing when it is needed.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_LIBRARIES_DYNAMIC_LIBRARY_H_
#define SYNFIRE_OPS_BACKEND_CUDA_LIBRARIES_DYNAMIC_LIBRARY_H_

#include <string>

#include "core/status.h"

namespace synfire {

// Stays open as long as the process.
class DynamicLibrary {
 public:
  // Unavailable, with the dynamic linker's words, where it is not found.
  static absl::StatusOr<DynamicLibrary> Open(const std::string& file);

  // Sets `*function`; Unavailable where the library has none of that name.
  template <typename Function>
  absl::Status Find(const char* name, Function** function) const {
    SYNFIRE_ASSIGN_OR_RETURN(void* const found, Symbol(name));
    *function = reinterpret_cast<Function*>(found);
    return absl::OkStatus();
  }

 private:
  absl::StatusOr<void*> Symbol(const char* name) const;

  std::string file_;
  void* handle_ = nullptr;
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_LIBRARIES_DYNAMIC_LIBRARY_H_
