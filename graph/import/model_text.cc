#include "graph/import/model_text.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>
#include <vector>

#include "graph/import/errors.h"
#include "graph/import/limits.h"
#include "graph/import/link.h"
#include "graph/import/read_model.h"
#include "graph/import/text_file.h"
#include "graph/import/text_proto.h"

namespace synfire {
namespace {

// One name for a file, however it is reached.
std::string Identity(const std::string& path) {
  std::error_code error;
  const auto canonical = std::filesystem::weakly_canonical(path, error);
  return error ? path : canonical.string();
}

// Reads a model file and those that it imports, these first.
class ModelReader {
 public:
  void Read(const std::string& text, const std::string& filename,
            const Settings& settings) {
    const bool imported = !path_.empty();
    path_.push_back({filename, Identity(filename)});
    proto::Model model;
    FieldLocations locations;
    const absl::Status status =
        ParseTextProto(text, filename, settings, &model, &locations);
    if (status.ok()) {
      for (int i = 0; i < model.import_size(); ++i) {
        Import(PathRelativeTo(filename, model.import(i)),
               locations.Of(model, proto::Model::kImportFieldNumber, i));
      }
      AddModelFile(model, filename, locations, imported, model_, errors_);
    } else {
      errors_.AddLine(std::string(status.message()));
    }
    path_.pop_back();
  }

  absl::StatusOr<ModelText> Finish() && {
    SYNFIRE_RETURN_IF_ERROR(errors_.ToStatus());
    LinkReferences(model_, errors_);
    SYNFIRE_RETURN_IF_ERROR(errors_.ToStatus());
    CheckBlockUses(model_, errors_);
    CheckAllUsed(model_, errors_);
    SYNFIRE_RETURN_IF_ERROR(errors_.ToStatus());
    return std::move(model_);
  }

 private:
  struct File {
    std::string name, identity;
  };

  void Import(const std::string& file, const Location& location) {
    const std::string identity = Identity(file);
    const auto begin =
        std::find_if(path_.begin(), path_.end(),
                     [&](const File& f) { return f.identity == identity; });
    if (begin != path_.end()) {
      std::string circle;
      for (auto it = begin; it != path_.end(); ++it) {
        absl::StrAppend(&circle, it->name, " -> ");
      }
      errors_.Add(location, "import: the file imports itself: ", circle, file);
      return;
    }
    if (static_cast<int>(path_.size()) == kMaxImportDepth) {
      errors_.Add(location, "import: files import each other more than ",
                  kMaxImportDepth, " deep");
      return;
    }
    if (!done_.insert(identity).second) return;
    const absl::StatusOr<std::string> text = ReadTextFile(file);
    if (text.ok()) {
      Read(*text, file, {});
    } else {
      errors_.Add(location, "import: ", text.status().message());
    }
  }

  std::vector<File> path_;      // from the model's file to the current one
  std::set<std::string> done_;  // imported already
  ModelText model_;
  Errors errors_;
};

}  // namespace

absl::StatusOr<ModelText> ParseModelText(const std::string& text,
                                         const std::string& filename,
                                         const Settings& settings) {
  ModelReader reader;
  reader.Read(text, filename, settings);
  return std::move(reader).Finish();
}

absl::StatusOr<ModelText> ReadModelText(const std::string& path,
                                        const Settings& settings) {
  SYNFIRE_ASSIGN_OR_RETURN(const std::string text, ReadTextFile(path));
  return ParseModelText(text, path, settings);
}

}  // namespace synfire
