// Images sorted into a folder a class.
#ifndef SYNFIRE_DATA_IMAGENET_IMAGE_FOLDER_H_
#define SYNFIRE_DATA_IMAGENET_IMAGE_FOLDER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "core/status.h"

namespace synfire {

struct ImageFile {
  std::string name;  // below the folder: "n01440764/n01440764_10026.JPEG"
  int64_t label = 0;
};

struct ImageFolder {
  std::string path;
  std::vector<std::string> class_names;  // the folders, by their bytes
  std::vector<ImageFile> files;          // by class, then by name
};

// The folders in `path`, sorted.  Names that begin with a point are left out.
// Errors: no such folder, no folder in it.
absl::StatusOr<std::vector<std::string>> ListClassFolders(
    const std::string& path);

// Each folder in `path` is a class whose number is its place among the sorted
// names, and each image below it, at any depth, a sample.  Images are the files
// with the endings that torchvision's ImageFolder takes for images, in any
// case: .jpg .jpeg .png .ppm .bmp .pgm .tif .tiff .webp.  Other files, those
// beside the class folders, and names that begin with a point are left out, as
// there. Nothing is opened.  Errors: those of ListClassFolders, a class without
// an image, folders nested more than kMaxFolderDepth deep.
constexpr int kMaxFolderDepth = 16;
absl::StatusOr<ImageFolder> ListImageFolder(const std::string& path);

// Whether some folder in `path` holds an image.
bool IsImageFolder(const std::string& path);

}  // namespace synfire

#endif  // SYNFIRE_DATA_IMAGENET_IMAGE_FOLDER_H_
