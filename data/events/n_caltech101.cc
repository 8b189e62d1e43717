#include "data/events/n_caltech101.h"

#include "data/events/event_attrs.h"
#include "data/events/file_samples.h"

namespace synfire {
namespace {

constexpr char kName[] = "n_caltech101";

absl::StatusOr<std::unique_ptr<Dataset>> Open(const Attrs& given) {
  SYNFIRE_ASSIGN_OR_RETURN(const EventAttrs attrs, ReadEventAttrs(given));
  SYNFIRE_ASSIGN_OR_RETURN(
      const std::string root,
      FindDataFolder(kName, attrs.path, "folder with one folder a class"));
  SYNFIRE_ASSIGN_OR_RETURN(const ClassFolders found,
                           ListClassFolders(root, {}, ".bin"));
  SYNFIRE_ASSIGN_OR_RETURN(
      const std::vector<ClassFile> part,
      PartByShare(root, found.files, given.Float("train_share"), attrs.train));
  return MakeEventDataset(
      FileSamples(root, found.classes, part, AtisFormat(kCaltech101Sensor)),
      attrs.framing, attrs.skip);
}

std::vector<std::string> PartsIn(const std::string& folder) {
  if (!HoldsFile(folder + "/accordion", ".bin")) return {};
  std::vector<std::string> parts = {PartCall(kName, "train", folder)};
  if (HasTestShare(folder, {}, ".bin", kTrainShare)) {
    parts.push_back(PartCall(kName, "test", folder));
  }
  return parts;
}

}  // namespace

DatasetDef NCaltech101Def() {
  Schema schema = EventSchema(
      kName,
      "N-Caltech101: event recordings of photographs, 240x180 pixels, a class "
      "a folder.",
      10);
  AddTrainShare(&schema,
                "of each class, the first files that are for training; no "
                "split was published");
  return {std::move(schema), Open, PartsIn};
}

}  // namespace synfire
