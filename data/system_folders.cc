#include "data/system_folders.h"

#include <algorithm>
#include <cstdlib>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace synfire {

std::vector<std::string> SystemDataFolders() {
  std::vector<std::string> folders;
  if (const char* dirs = std::getenv("XDG_DATA_DIRS")) {
    for (absl::string_view folder : absl::StrSplit(dirs, ':')) {
      if (!absl::StartsWith(folder, "/")) continue;
      folders.emplace_back(absl::StripSuffix(folder, "/"));
    }
  }
  for (const char* folder : {"/usr/local/share", "/usr/share"}) {
    if (std::count(folders.begin(), folders.end(), folder) == 0) {
      folders.emplace_back(folder);
    }
  }
  return folders;
}

}  // namespace synfire
