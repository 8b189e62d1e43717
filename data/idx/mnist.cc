#include "data/idx/mnist.h"

#include <unistd.h>

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_join.h"
#include "data/idx/idx_dataset.h"
#include "data/system_folders.h"

namespace synfire {
namespace {

// `folder`/`name` or `folder`/`name`.gz, whichever there is; else "".
std::string FindFile(const std::string& folder, const std::string& name) {
  for (const char* suffix : {"", ".gz"}) {
    std::string path = absl::StrCat(folder, "/", name, suffix);
    if (access(path.c_str(), F_OK) == 0) return path;
  }
  return "";
}

// The parts of a folder of such files, as `name`.
std::vector<std::string> PartsOf(const std::string& name,
                                 const std::string& folder) {
  std::vector<std::string> parts;
  for (const auto& [split, file] :
       {std::pair("train", "train"), std::pair("test", "t10k")}) {
    if (FindFile(folder, absl::StrCat(file, "-images-idx3-ubyte")).empty()) {
      continue;
    }
    parts.push_back(absl::StrCat(name, "(split = ", split,
                                 ", path = ", ToText(AttrValue(folder)), ")"));
  }
  return parts;
}

// Both data sets have the same files; the folder's name tells them apart.
bool IsCalledFashion(const std::string& folder) {
  return absl::StrContains(absl::AsciiStrToLower(folder), "fashion");
}

Schema MnistSchema(std::string name, std::string doc) {
  Schema schema("data set", std::move(name), std::move(doc));
  schema.Symbol("split", std::nullopt, {"train", "test"}, "which part")
      .Attr({"path", AttrType::kText,
             "folder that holds the files; where empty, the system's",
             AttrValue(std::string())});
  return schema;
}

absl::StatusOr<std::unique_ptr<Dataset>> OpenFromAttrs(const MnistKind& kind,
                                                       const Attrs& attrs) {
  return OpenMnist(kind, attrs.String("split"), attrs.String("path"),
                   SystemDataFolders());
}

}  // namespace

MnistKind FashionMnistKind() {
  return {"fashion_mnist",
          "datasets/fashion-mnist",
          "install the package dataset-fashion-mnist (Debian, Ubuntu: apt "
          "install dataset-fashion-mnist), or say path = \"folder with the "
          "files\"",
          {"T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal",
           "Shirt", "Sneaker", "Bag", "Ankle boot"}};
}

MnistKind MnistDigitsKind() {
  return {"mnist", "datasets/mnist",
          "no package is known to hold it: say path = \"folder with the "
          "files\"",
          NumberedClassNames(10)};
}

absl::StatusOr<std::unique_ptr<Dataset>> OpenMnist(
    const MnistKind& kind, const std::string& split, const std::string& path,
    const std::vector<std::string>& folders) {
  const std::string prefix = split == "train" ? "train" : "t10k";
  const std::string images = prefix + "-images-idx3-ubyte";
  const std::string labels = prefix + "-labels-idx1-ubyte";

  std::vector<std::string> searched;
  if (!path.empty()) searched.push_back(path);
  for (const std::string& folder : folders) {
    if (path.empty()) searched.push_back(folder + "/" + kind.folder);
  }
  for (const std::string& folder : searched) {
    const std::string images_path = FindFile(folder, images);
    if (images_path.empty()) continue;
    const std::string labels_path = FindFile(folder, labels);
    if (labels_path.empty()) {
      return absl::NotFoundError(absl::StrCat(kind.name, ": ", folder,
                                              " holds ", images, " but no ",
                                              labels, "[.gz]"));
    }
    SYNFIRE_ASSIGN_OR_RETURN(
        std::unique_ptr<Dataset> dataset,
        OpenIdxDataset(images_path, labels_path, kind.class_names));
    if (dataset->sample_shape() != Shape({28, 28, 1})) {
      return UserError(images_path, ": images are ",
                       dataset->sample_shape().ToString(), ", but ", kind.name,
                       " has [28,28,1]; for other images say idx(images = "
                       "..., labels = ...)");
    }
    return dataset;
  }
  return absl::NotFoundError(absl::StrCat(
      kind.name, ": no ", images, "[.gz] in ", absl::StrJoin(searched, ", "),
      path.empty() ? "; " : "",
      path.empty() ? kind.remedy : ", which the attribute 'path' names"));
}

DatasetDef FashionMnistDef() {
  return {MnistSchema("fashion_mnist",
                      "Fashion-MNIST: 28x28 grey images of clothes, 10 "
                      "classes."),
          [](const Attrs& attrs) {
            return OpenFromAttrs(FashionMnistKind(), attrs);
          },
          [](const std::string& folder) {
            return IsCalledFashion(folder) ? PartsOf("fashion_mnist", folder)
                                           : std::vector<std::string>();
          }};
}

DatasetDef MnistDef() {
  return {MnistSchema("mnist",
                      "MNIST: 28x28 grey images of handwritten digits, 10 "
                      "classes."),
          [](const Attrs& attrs) {
            return OpenFromAttrs(MnistDigitsKind(), attrs);
          },
          [](const std::string& folder) {
            return IsCalledFashion(folder) ? std::vector<std::string>()
                                           : PartsOf("mnist", folder);
          }};
}

}  // namespace synfire
