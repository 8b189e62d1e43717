#include "graph/import/model_text.h"

#include <set>
#include <utility>
#include <vector>

#include "graph/import/errors.h"
#include "graph/import/file_chain.h"
#include "graph/import/link.h"
#include "graph/import/read_model.h"
#include "graph/import/text_file.h"
#include "graph/import/text_proto.h"

namespace synfire {
namespace {

// Reads a model file, its bases, and the files that it imports, these first.
class ModelReader {
 public:
  void Read(const std::string& text, const std::string& filename,
            const Settings& settings) {
    ReadFile(text, filename, settings, false);
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
  void ReadFile(const std::string& text, const std::string& filename,
                const Settings& settings, bool imported) {
    chain_.Push(filename);
    proto::Model model;
    FieldLocations locations;
    absl::Status status =
        ParseTextProto(text, filename, {}, &model, &locations);
    if (status.ok() && model.has_base() && !imported) {
      ReadBase(model, filename, locations, settings);
    } else if (status.ok()) {
      status = ApplySettings(settings, &model, &locations);
      if (status.ok()) AddFile(model, filename, locations, imported);
    }
    if (!status.ok()) errors_.AddLine(std::string(status.message()));
    chain_.Pop();
  }

  void AddFile(const proto::Model& model, const std::string& filename,
               const FieldLocations& locations, bool imported) {
    for (int i = 0; i < model.import_size(); ++i) {
      Import(PathRelativeTo(filename, model.import(i)),
             locations.Of(model, proto::Model::kImportFieldNumber, i));
    }
    AddModelFile(model, filename, locations, imported, model_, errors_);
  }

  // What a file with a base says is a change to that; so are `settings`.
  void ReadBase(const proto::Model& model, const std::string& filename,
                const FieldLocations& locations, const Settings& settings) {
    const auto at = [&](int field, int index = 0) {
      return locations.Of(model, field, index);
    };
    CheckOnlyChanges(model, filename);
    Settings all;
    all.push_back({absl::StrCat("name=", model.name()),
                   at(proto::Model::kNameFieldNumber).ToString() + ":"});
    for (int i = 0; i < model.set_size(); ++i) {
      all.push_back(
          {model.set(i),
           at(proto::Model::kSetFieldNumber, i).ToString() + ": set"});
    }
    all.insert(all.end(), settings.begin(), settings.end());
    const Location location = at(proto::Model::kBaseFieldNumber);
    const std::string file = PathRelativeTo(filename, model.base());
    const auto text = ReadNext(file, "is based on");
    if (text.ok()) {
      ReadFile(*text, file, all, false);
    } else {
      errors_.Add(location, "base: ", text.status().message());
    }
  }

  void CheckOnlyChanges(const proto::Model& model,
                        const std::string& filename) {
    proto::Model rest = model;
    rest.clear_name();
    rest.clear_base();
    rest.clear_set();
    if (rest.ByteSizeLong() > 0) {
      errors_.Add({filename, 0},
                  "a file with 'base' may hold 'name', 'base' and 'set' only");
    }
  }

  absl::StatusOr<std::string> ReadNext(const std::string& file,
                                       absl::string_view does) const {
    SYNFIRE_RETURN_IF_ERROR(chain_.CheckNext(file, does));
    return ReadTextFile(file);
  }

  void Import(const std::string& file, const Location& location) {
    const absl::Status may_read = chain_.CheckNext(file, "imports");
    if (may_read.ok() && !done_.insert(IdentityOf(file)).second) return;
    const auto text = ReadNext(file, "imports");
    if (text.ok()) {
      ReadFile(*text, file, {}, true);
    } else {
      errors_.Add(location, "import: ", text.status().message());
    }
  }

  FileChain chain_;
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
