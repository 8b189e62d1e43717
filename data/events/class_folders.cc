#include "data/events/class_folders.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <system_error>

#include "absl/strings/match.h"
#include "core/spec/nearest_name.h"

namespace synfire {
namespace {

namespace fs = std::filesystem;

// The names in `path` that are folders, or those that are not; by name.
absl::StatusOr<std::vector<std::string>> List(const std::string& path,
                                              bool folders) {
  std::vector<std::string> names;
  std::error_code error;
  fs::directory_iterator entry(path, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    std::string name = entry->path().filename().string();
    if (absl::StartsWith(name, ".")) continue;
    std::error_code unknown;  // a link to nowhere is a file that is not there
    if (entry->is_directory(unknown) == folders) {
      names.push_back(std::move(name));
    }
  }
  if (error) {
    return absl::ErrnoToStatus(error.value(),
                               absl::StrCat(path, ": cannot list the folder"));
  }
  std::sort(names.begin(), names.end());
  return names;
}

absl::Status CheckClasses(const std::string& root,
                          const std::vector<std::string>& found,
                          const std::vector<std::string>& classes) {
  for (const std::string& name : classes) {
    if (std::count(found.begin(), found.end(), name) > 0) continue;
    return absl::NotFoundError(absl::StrCat(root, ": there is no folder '",
                                            name, "', which is one of the ",
                                            classes.size(), " classes"));
  }
  for (const std::string& name : found) {
    if (std::count(classes.begin(), classes.end(), name) > 0) continue;
    return UserError(root, ": the folder '", name, "' is none of the ",
                     classes.size(), " classes", Suggestion(name, classes));
  }
  return absl::OkStatus();
}

}  // namespace

bool IsFolder(const std::string& path) {
  std::error_code unknown;
  return fs::is_directory(path, unknown);
}

bool HoldsFile(const std::string& folder, const std::string& ending) {
  std::error_code error;
  for (fs::directory_iterator entry(folder, error);
       !error && entry != fs::directory_iterator(); entry.increment(error)) {
    if (absl::EndsWith(entry->path().filename().string(), ending)) return true;
  }
  return false;
}

absl::StatusOr<ClassFolders> ListClassFolders(
    const std::string& root, const std::vector<std::string>& classes,
    const std::string& ending) {
  SYNFIRE_ASSIGN_OR_RETURN(const std::vector<std::string> found,
                           List(root, /*folders=*/true));
  ClassFolders result;
  result.classes = classes.empty() ? found : classes;
  SYNFIRE_RETURN_IF_ERROR(CheckClasses(root, found, result.classes));
  if (result.classes.empty()) {
    return UserError(root, ": holds no folder, expected one a class");
  }
  for (size_t label = 0; label < result.classes.size(); ++label) {
    const std::string& name = result.classes[label];
    const std::string folder = absl::StrCat(root, "/", name);
    SYNFIRE_ASSIGN_OR_RETURN(const std::vector<std::string> files,
                             List(folder, /*folders=*/false));
    const size_t before = result.files.size();
    for (const std::string& file : files) {
      if (!absl::EndsWith(file, ending)) continue;
      result.files.push_back(
          {absl::StrCat(name, "/", file), static_cast<int64_t>(label)});
    }
    if (result.files.size() == before) {
      return UserError(folder, ": holds no file '*", ending, "'");
    }
  }
  return result;
}

absl::StatusOr<std::vector<ClassFile>> PartByShare(
    const std::string& root, const std::vector<ClassFile>& files, double share,
    bool train) {
  std::vector<ClassFile> part;
  for (size_t begin = 0, end; begin < files.size(); begin = end) {
    end = begin;
    while (end < files.size() && files[end].label == files[begin].label) ++end;
    const size_t middle =
        begin + static_cast<size_t>(
                    std::ceil(static_cast<double>(end - begin) * share));
    part.insert(part.end(), files.begin() + (train ? begin : middle),
                files.begin() + (train ? middle : end));
  }
  if (!part.empty()) return part;
  return UserError(root, ": split = test is empty: all ", files.size(),
                   " files are among the first ", share,
                   " (train_share) of their class");
}

bool HasTestShare(const std::string& root,
                  const std::vector<std::string>& classes,
                  const std::string& ending, double share) {
  const auto found = ListClassFolders(root, classes, ending);
  return found.ok() && PartByShare(root, found->files, share, false).ok();
}

}  // namespace synfire
