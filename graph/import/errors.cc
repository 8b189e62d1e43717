#include "graph/import/errors.h"

#include <utility>

#include "absl/strings/str_join.h"

namespace synfire {

void Errors::AddLine(std::string line) {
  if (!full()) lines_.push_back(std::move(line));
}

absl::Status Errors::ToStatus() const {
  if (lines_.empty()) return absl::OkStatus();
  std::string message = absl::StrJoin(lines_, "\n");
  if (full()) absl::StrAppend(&message, "\n(stopped after ", kMax, " errors)");
  return absl::InvalidArgumentError(message);
}

}  // namespace synfire
