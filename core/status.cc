#include "core/status.h"

#include <cstdio>
#include <cstdlib>

namespace synfire {

absl::Status Annotate(const absl::Status& status, absl::string_view prefix) {
  if (status.ok()) return status;
  return absl::Status(status.code(), absl::StrCat(prefix, status.message()));
}

namespace internal {

void CheckFailed(const char* file, int line, const char* what) {
  std::fprintf(stderr, "%s:%d: check failed: %s (a bug in synfire)\n", file,
               line, what);
  std::abort();
}

}  // namespace internal
}  // namespace synfire
