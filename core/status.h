// Errors, in two kinds that never mix.
//
// What a user can cause is an absl::Status: its message names the file, the
// line, the layer, what came and what was expected.  What only a bug of ours
// can cause is SYNFIRE_CHECK, which prints the condition and aborts; no input
// may reach one.
#ifndef SYNFIRE_CORE_STATUS_H_
#define SYNFIRE_CORE_STATUS_H_

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"

namespace synfire {

// An InvalidArgument status whose message is the concatenation of `parts`.
template <typename... Parts>
absl::Status UserError(const Parts&... parts) {
  return absl::InvalidArgumentError(absl::StrCat(parts...));
}

// `status` with `prefix` put before its message; OK stays OK.
absl::Status Annotate(const absl::Status& status, absl::string_view prefix);

namespace internal {
[[noreturn]] void CheckFailed(const char* file, int line, const char* what);
}  // namespace internal
}  // namespace synfire

#define SYNFIRE_CHECK(condition) \
  ((condition)                   \
       ? static_cast<void>(0)    \
       : ::synfire::internal::CheckFailed(__FILE__, __LINE__, #condition))

#define SYNFIRE_CONCAT_(a, b) a##b
#define SYNFIRE_CONCAT(a, b) SYNFIRE_CONCAT_(a, b)

#define SYNFIRE_RETURN_IF_ERROR(expression)            \
  do {                                                 \
    ::absl::Status synfire_status_ = (expression);     \
    if (!synfire_status_.ok()) return synfire_status_; \
  } while (false)

// SYNFIRE_ASSIGN_OR_RETURN(auto x, F()): x = value, or returns F's status.
#define SYNFIRE_ASSIGN_OR_RETURN(target, expression)                       \
  SYNFIRE_ASSIGN_OR_RETURN_(SYNFIRE_CONCAT(synfire_or_, __LINE__), target, \
                            expression)
#define SYNFIRE_ASSIGN_OR_RETURN_(temporary, target, expression) \
  auto temporary = (expression);                                 \
  if (!temporary.ok()) return temporary.status();                \
  target = std::move(temporary).value()

#endif  // SYNFIRE_CORE_STATUS_H_
