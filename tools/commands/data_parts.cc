#include "tools/commands/data_parts.h"

#include <filesystem>
#include <system_error>

#include "absl/strings/str_join.h"
#include "data/registry.h"

namespace synfire {
namespace {

namespace fs = std::filesystem;

absl::StatusOr<DataPart> ParsePart(const std::string& text) {
  SYNFIRE_ASSIGN_OR_RETURN(const Call call, Call::Parse(text));
  std::vector<std::string> names;
  for (const DatasetDef& def : AllDatasets()) {
    names.push_back(def.schema.name());
    if (def.schema.name() != call.name) continue;
    SYNFIRE_ASSIGN_OR_RETURN(Attrs attrs, def.schema.Bind(call, {}));
    return DataPart{text, &def, std::move(attrs)};
  }
  return UserError("'", call.name, "' is no data set",
                   Suggestion(call.name, names));
}

absl::StatusOr<std::vector<DataPart>> PartsInFolder(const std::string& folder) {
  std::vector<DataPart> parts;
  std::vector<std::string> known;
  for (const DatasetDef& def : AllDatasets()) {
    if (def.parts_in == nullptr) continue;
    known.push_back(def.schema.name());
    for (const std::string& text : def.parts_in(folder)) {
      SYNFIRE_ASSIGN_OR_RETURN(DataPart part, ParsePart(text));
      parts.push_back(std::move(part));
    }
  }
  if (!parts.empty()) return parts;
  return UserError(folder, ": the folder is laid out as none of ",
                   absl::StrJoin(known, ", "),
                   "; say which data set it is, as in 'nmnist(split = train, "
                   "path = \"",
                   folder, "\")'");
}

}  // namespace

bool IsSingleFile(const std::string& argument) {
  std::error_code error;
  return fs::exists(argument, error) && !fs::is_directory(argument, error);
}

absl::StatusOr<std::vector<DataPart>> FindDataParts(
    const std::string& argument) {
  std::error_code error;
  if (fs::is_directory(argument, error)) return PartsInFolder(argument);
  absl::StatusOr<DataPart> part = ParsePart(argument);
  if (!part.ok()) {
    return UserError("'", argument, "' is no file or folder, and no data set: ",
                     part.status().message());
  }
  std::vector<DataPart> parts;
  parts.push_back(*std::move(part));
  return parts;
}

}  // namespace synfire
