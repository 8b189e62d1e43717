#include "data/events/cifar10_dvs.h"

#include <utility>

#include "data/events/event_attrs.h"
#include "data/events/file_samples.h"

namespace synfire {
namespace {

constexpr char kName[] = "cifar10_dvs";
const char* const kClasses[] = {"airplane", "automobile", "bird", "cat",
                                "deer",     "dog",        "frog", "horse",
                                "ship",     "truck"};

std::vector<std::string> Classes() {
  return std::vector<std::string>(std::begin(kClasses), std::end(kClasses));
}

absl::StatusOr<std::unique_ptr<Dataset>> Open(const Attrs& given) {
  SYNFIRE_ASSIGN_OR_RETURN(const EventAttrs attrs, ReadEventAttrs(given));
  SYNFIRE_ASSIGN_OR_RETURN(
      const std::string root,
      FindDataFolder(kName, attrs.path, "folder with one folder a class"));
  SYNFIRE_ASSIGN_OR_RETURN(const ClassFolders found,
                           ListClassFolders(root, Classes(), ".aedat"));
  SYNFIRE_ASSIGN_OR_RETURN(
      const std::vector<ClassFile> part,
      PartByShare(root, found.files, given.Float("train_share"), attrs.train));
  return MakeEventDataset(
      FileSamples(root, found.classes, part, Aedat2Format()), attrs.framing,
      attrs.skip);
}

std::vector<std::string> PartsIn(const std::string& folder) {
  // Images of CIFAR-10 may lie in folders of the same names.
  for (const char* name : kClasses) {
    if (!HoldsFile(absl::StrCat(folder, "/", name), ".aedat")) continue;
    std::vector<std::string> parts = {PartCall(kName, "train", folder)};
    if (HasTestShare(folder, Classes(), ".aedat", kTrainShare)) {
      parts.push_back(PartCall(kName, "test", folder));
    }
    return parts;
  }
  return {};
}

}  // namespace

DatasetDef Cifar10DvsDef() {
  Schema schema =
      EventSchema(kName,
                  "CIFAR10-DVS: event recordings of CIFAR-10 images, 128x128 "
                  "pixels, 10 classes.",
                  16);
  AddTrainShare(&schema,
                "of each class, the first files in the order of their names "
                "that are for training; 0.9 is the published split");
  return {std::move(schema), Open, PartsIn};
}

}  // namespace synfire
