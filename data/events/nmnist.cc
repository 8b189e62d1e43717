#include "data/events/nmnist.h"

#include "data/events/event_attrs.h"
#include "data/events/file_samples.h"

namespace synfire {
namespace {

constexpr char kName[] = "nmnist";

std::vector<std::string> Digits() {
  std::vector<std::string> digits;
  for (int digit = 0; digit < 10; ++digit) {
    digits.push_back(absl::StrCat(digit));
  }
  return digits;
}

absl::StatusOr<std::unique_ptr<Dataset>> Open(const Attrs& given) {
  SYNFIRE_ASSIGN_OR_RETURN(const EventAttrs attrs, ReadEventAttrs(given));
  SYNFIRE_ASSIGN_OR_RETURN(
      const std::string root,
      FindDataFolder(kName, attrs.path, "folder with Train and Test"));
  const std::string folder =
      absl::StrCat(root, attrs.train ? "/Train" : "/Test");
  SYNFIRE_ASSIGN_OR_RETURN(const ClassFolders found,
                           ListClassFolders(folder, Digits(), ".bin"));
  return MakeEventDataset(FileSamples(folder, found.classes, found.files,
                                      AtisFormat(kNmnistSensor)),
                          attrs.framing, attrs.skip);
}

std::vector<std::string> PartsIn(const std::string& folder) {
  std::vector<std::string> parts;
  if (IsFolder(folder + "/Train/0")) {
    parts.push_back(PartCall(kName, "train", folder));
  }
  if (IsFolder(folder + "/Test/0")) {
    parts.push_back(PartCall(kName, "test", folder));
  }
  return parts;
}

}  // namespace

DatasetDef NmnistDef() {
  return {EventSchema(kName,
                      "N-MNIST: event recordings of digits, 34x34 pixels, 10 "
                      "classes.",
                      10),
          Open, PartsIn};
}

}  // namespace synfire
