// What the argument PATH|CALL of `synfire data` stands for.
#ifndef SYNFIRE_TOOLS_COMMANDS_DATA_PARTS_H_
#define SYNFIRE_TOOLS_COMMANDS_DATA_PARTS_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "data/dataset_def.h"

namespace synfire {

// One part of a data set, such as the one to train with.
struct DataPart {
  std::string text;  // the call
  const DatasetDef* def;
  Attrs attrs;
};

// Where `argument` is a folder, the parts of the data set that is laid out
// there; else the one part that it calls.  A part is not opened here.  Errors:
// a folder with the layout of no data set, what is neither a folder nor a call,
// what the data set's schema refuses.
absl::StatusOr<std::vector<DataPart>> FindDataParts(
    const std::string& argument);

// Whether `argument` is a file: a single recording.
bool IsSingleFile(const std::string& argument);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_COMMANDS_DATA_PARTS_H_
