#include "data/imagenet/image_folder.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace synfire {
namespace {

namespace fs = std::filesystem;

struct Listing {
  std::vector<std::string> files, folders;  // names, sorted
};

// Follows links.  Does not throw but for want of memory.
absl::StatusOr<Listing> List(const std::string& path) {
  const auto error = [&](const std::error_code& code) {
    return absl::ErrnoToStatus(code.value(),
                               absl::StrCat(path, ": cannot list"));
  };
  std::error_code code;
  fs::directory_iterator entries(path, code);
  if (code) return error(code);
  Listing listing;
  for (; entries != fs::directory_iterator(); entries.increment(code)) {
    std::string name = entries->path().filename().string();
    if (absl::StartsWith(name, ".")) continue;
    std::error_code ignored;  // a link to nothing is no folder
    const bool folder = entries->is_directory(ignored);
    (folder ? listing.folders : listing.files).push_back(std::move(name));
  }
  if (code) return error(code);
  std::sort(listing.files.begin(), listing.files.end());
  std::sort(listing.folders.begin(), listing.folders.end());
  return listing;
}

bool IsImageName(absl::string_view name) {
  const std::string lower = absl::AsciiStrToLower(name);
  for (const char* ending : {".jpg", ".jpeg", ".png", ".ppm", ".bmp", ".pgm",
                             ".tif", ".tiff", ".webp"}) {
    if (absl::EndsWith(lower, ending)) return true;
  }
  return false;
}

// Appends the images below `root`/`name`.
absl::Status Collect(const std::string& root, const std::string& name,
                     int64_t label, int depth, std::vector<ImageFile>* files) {
  if (depth > kMaxFolderDepth) {
    return UserError(root, "/", name, ": folders are nested more than ",
                     kMaxFolderDepth, " deep (does a link lead back?)");
  }
  SYNFIRE_ASSIGN_OR_RETURN(const Listing listing, List(root + "/" + name));
  for (const std::string& file : listing.files) {
    if (IsImageName(file)) files->push_back({name + "/" + file, label});
  }
  for (const std::string& folder : listing.folders) {
    SYNFIRE_RETURN_IF_ERROR(
        Collect(root, name + "/" + folder, label, depth + 1, files));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<std::string>> ListClassFolders(
    const std::string& path) {
  SYNFIRE_ASSIGN_OR_RETURN(Listing listing, List(path));
  if (!listing.folders.empty()) return std::move(listing.folders);
  return UserError(path, ": holds no folder, expected one for each class",
                   listing.files.empty()
                       ? ""
                       : absl::StrCat("; sort its ", listing.files.size(),
                                      " files into folders of their class"));
}

absl::StatusOr<ImageFolder> ListImageFolder(const std::string& path) {
  ImageFolder folder;
  folder.path = path;
  SYNFIRE_ASSIGN_OR_RETURN(folder.class_names, ListClassFolders(path));
  for (size_t label = 0; label < folder.class_names.size(); ++label) {
    const size_t before = folder.files.size();
    const std::string& name = folder.class_names[label];
    SYNFIRE_RETURN_IF_ERROR(
        Collect(path, name, static_cast<int64_t>(label), 1, &folder.files));
    if (folder.files.size() == before) {
      return UserError(path, "/", name,
                       ": holds no image, expected names that end in .JPEG, "
                       ".jpg, .png");
    }
  }
  return folder;
}

bool IsImageFolder(const std::string& path) {
  const auto classes = ListClassFolders(path);
  if (!classes.ok()) return false;
  std::vector<ImageFile> files;
  for (const std::string& name : *classes) {
    if (!Collect(path, name, 0, 1, &files).ok()) return false;
    if (!files.empty()) return true;
  }
  return false;
}

}  // namespace synfire
