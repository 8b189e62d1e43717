#include "graph/import/file_chain.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace synfire {

std::string IdentityOf(const std::string& path) {
  std::error_code error;
  const auto canonical = std::filesystem::weakly_canonical(path, error);
  return error ? path : canonical.string();
}

absl::Status FileChain::CheckNext(const std::string& path,
                                  absl::string_view does) const {
  const std::string identity = IdentityOf(path);
  const auto begin =
      std::find_if(files_.begin(), files_.end(),
                   [&](const File& f) { return f.identity == identity; });
  if (begin != files_.end()) {
    std::string circle;
    for (auto it = begin; it != files_.end(); ++it) {
      absl::StrAppend(&circle, it->path, " -> ");
    }
    return UserError("the file ", does, " itself: ", circle, path);
  }
  if (static_cast<int>(files_.size()) < kMaxLength) return absl::OkStatus();
  return UserError("files name each other more than ", kMaxLength, " deep");
}

}  // namespace synfire
