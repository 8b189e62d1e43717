// A file given on the command line: a model, or a training file with the model
// that it names.
#ifndef SYNFIRE_TOOLS_COMMANDS_NETWORK_FILE_H_
#define SYNFIRE_TOOLS_COMMANDS_NETWORK_FILE_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "core/status.h"
#include "graph/import/model_text.h"
#include "graph/import/setting.h"
#include "graph/import/training_text.h"

namespace synfire {

struct NetworkFile {
  std::string path;
  ModelText model;
  std::optional<TrainingText> training;

  // `status` with the file's name before a message that names neither it nor
  // the model's file.
  absl::Status Locate(const absl::Status& status) const;
};

// Reads `path` with `settings` applied to it; what it is, its content tells
// (IsTrainingFile).  Errors are those of the readers.
absl::StatusOr<NetworkFile> ReadNetworkFile(const std::string& path,
                                            const Settings& settings);

// Which kind of file the names of the outermost fields in `text` speak for:
// those that only training files have, or those that only models have; `model`
// decides by itself.  Where none does, the file that it is based on tells.  An
// error, with `path`, where there is neither.
absl::StatusOr<bool> IsTrainingFile(const std::string& text,
                                    const std::string& path);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_COMMANDS_NETWORK_FILE_H_
