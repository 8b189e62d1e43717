#include "data/cifar/cifar.h"

#include <unistd.h>

#include <algorithm>
#include <utility>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "data/file_bytes.h"

namespace synfire {
namespace {

class Cifar : public Dataset {
 public:
  Cifar(std::vector<CifarFile> files, std::vector<std::string> class_names)
      : files_(std::move(files)), class_names_(std::move(class_names)) {
    for (const CifarFile& file : files_) {
      ends_.push_back(size() + file.size());
    }
  }

  int64_t size() const override { return ends_.empty() ? 0 : ends_.back(); }
  const Shape& sample_shape() const override { return shape_; }
  int64_t classes() const override {
    return static_cast<int64_t>(class_names_.size());
  }
  const std::vector<std::string>& class_names() const override {
    return class_names_;
  }

  absl::Status Read(int64_t index, float* sample,
                    int64_t* label) const override {
    const auto end = std::upper_bound(ends_.begin(), ends_.end(), index);
    const CifarFile& file = files_[end - ends_.begin()];
    const int64_t record = index - (*end - file.size());
    file.ReadImage(record, sample);
    *label = file.label(record);
    return absl::OkStatus();
  }

 private:
  const std::vector<CifarFile> files_;
  const std::vector<std::string> class_names_;
  std::vector<int64_t> ends_;  // samples up to the end of each file
  const Shape shape_{CifarFile::kSide, CifarFile::kSide, CifarFile::kColours};
};

bool Exists(const std::string& path) { return access(path.c_str(), F_OK) == 0; }

absl::StatusOr<std::string> FindFolder(const CifarKind& kind,
                                       const std::string& path) {
  const std::vector<std::string> folders = {path, path + "/" + kind.folder};
  for (const std::string& folder : folders) {
    for (const std::string& file : kind.files) {
      if (Exists(folder + "/" + file)) return folder;
    }
  }
  return absl::NotFoundError(absl::StrCat(
      kind.name, ": no ", kind.files[0], " in ", absl::StrJoin(folders, " or "),
      "; the attribute 'path' names the folder of the files of "
      "the binary version"));
}

// One name a line; blank lines at the end are no names.
absl::StatusOr<std::vector<std::string>> ReadClassNames(
    const CifarKind& kind, const std::string& folder) {
  const int classes = kind.layout.classes[kind.layout.label];
  const std::string path = folder + "/" + kind.names_file;
  std::vector<std::string> names;
  if (!Exists(path)) {
    for (int i = 0; i < classes; ++i) names.push_back(absl::StrCat(i));
    return names;
  }
  SYNFIRE_ASSIGN_OR_RETURN(const std::vector<uint8_t> bytes,
                           ReadFileBytes(path));
  const absl::string_view text(reinterpret_cast<const char*>(bytes.data()),
                               bytes.size());
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    names.emplace_back(absl::StripSuffix(line, "\r"));
  }
  while (!names.empty() && names.back().empty()) names.pop_back();
  if (static_cast<int>(names.size()) != classes) {
    return UserError(path, ": holds ", names.size(), " class names, expected ",
                     classes, ", one a line");
  }
  return names;
}

std::string PartCall(const CifarKind& kind, const std::string& split,
                     const std::string& path) {
  return absl::StrCat(kind.name, "(split = ", split,
                      ", path = ", ToText(AttrValue(path)), ")");
}

std::vector<std::string> Cifar10PartsIn(const std::string& path) {
  std::vector<std::string> calls;
  for (const char* split : {"train", "test"}) {
    const CifarKind kind = Cifar10Kind(split);
    if (!FindFolder(kind, path).ok()) continue;
    calls.push_back(PartCall(kind, split, path));
  }
  return calls;
}

std::vector<std::string> Cifar100PartsIn(const std::string& path) {
  std::vector<std::string> calls;
  for (const char* split : {"train", "test"}) {
    const CifarKind kind = Cifar100Kind(split, "fine");
    const absl::StatusOr<std::string> folder = FindFolder(kind, path);
    // A train.bin may be anybody's; the names of the classes are CIFAR's.
    if (!folder.ok() || !Exists(*folder + "/" + kind.names_file)) continue;
    calls.push_back(PartCall(kind, split, path));
  }
  return calls;
}

Schema CifarSchema(std::string name, std::string doc) {
  Schema schema("data set", std::move(name), std::move(doc));
  schema.Symbol("split", std::nullopt, {"train", "test"}, "which part")
      .Attr({"path", AttrType::kText,
             "folder that holds the files of the binary version"});
  return schema;
}

}  // namespace

CifarKind Cifar10Kind(const std::string& split) {
  std::vector<std::string> files = {"test_batch.bin"};
  if (split == "train") {
    files.clear();
    for (int i = 1; i <= 5; ++i) {
      files.push_back(absl::StrCat("data_batch_", i, ".bin"));
    }
  }
  return {"cifar10", "cifar-10-batches-bin", std::move(files),
          "batches.meta.txt", CifarLayout{{10}, 0}};
}

CifarKind Cifar100Kind(const std::string& split, const std::string& labels) {
  return {"cifar100",
          "cifar-100-binary",
          {split + ".bin"},
          labels + "_label_names.txt",
          CifarLayout{{20, 100}, labels == "fine" ? 1 : 0}};
}

absl::StatusOr<std::unique_ptr<Dataset>> OpenCifar(const CifarKind& kind,
                                                   const std::string& path) {
  SYNFIRE_ASSIGN_OR_RETURN(const std::string folder, FindFolder(kind, path));
  std::vector<CifarFile> files;
  for (const std::string& name : kind.files) {
    const std::string file_path = folder + "/" + name;
    absl::StatusOr<std::vector<uint8_t>> bytes = ReadFileBytes(file_path);
    if (!bytes.ok()) return Annotate(bytes.status(), kind.name + ": ");
    SYNFIRE_ASSIGN_OR_RETURN(
        CifarFile file,
        CifarFile::Parse(*std::move(bytes), kind.layout, file_path));
    files.push_back(std::move(file));
  }
  SYNFIRE_ASSIGN_OR_RETURN(std::vector<std::string> names,
                           ReadClassNames(kind, folder));
  return std::make_unique<Cifar>(std::move(files), std::move(names));
}

DatasetDef Cifar10Def() {
  return {
      CifarSchema("cifar10", "CIFAR-10: 32x32 colour photographs, 10 classes."),
      [](const Attrs& attrs) {
        return OpenCifar(Cifar10Kind(attrs.String("split")),
                         attrs.String("path"));
      },
      Cifar10PartsIn};
}

DatasetDef Cifar100Def() {
  Schema schema = CifarSchema(
      "cifar100", "CIFAR-100: 32x32 colour photographs, 100 or 20 classes.");
  schema.Symbol("labels", "fine", {"fine", "coarse"},
                "the 100 classes or the 20 groups of them");
  return {std::move(schema),
          [](const Attrs& attrs) {
            return OpenCifar(
                Cifar100Kind(attrs.String("split"), attrs.String("labels")),
                attrs.String("path"));
          },
          Cifar100PartsIn};
}

}  // namespace synfire
