// Everything that files can name and the IR is made of, in one list: what
// `synfire ops` prints.
#ifndef SYNFIRE_TOOLS_COMMANDS_REFERENCE_LIST_H_
#define SYNFIRE_TOOLS_COMMANDS_REFERENCE_LIST_H_

#include <string>
#include <vector>

#include "core/spec/schema.h"
#include "graph/op/layer.h"

namespace synfire {

struct ReferenceEntry {
  const Schema* schema;
  const OpDef* op = nullptr;           // of an IR op
  int min_inputs = 0, max_inputs = 0;  // of a layer; 0 for anything else
};

struct ReferenceSection {
  std::string name;  // "data_sets", stable: a key of the JSON
  std::string title;
  std::vector<ReferenceEntry> entries;
};

// `catalog` must outlive the result.
std::vector<ReferenceSection> ReferenceList(const Catalog& catalog);

// The entries of that name; there may be several, as a layer and an op.  An
// error with the nearest name where there is none.
absl::StatusOr<std::vector<ReferenceSection>> FindInReference(
    const std::vector<ReferenceSection>& sections, const std::string& name);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_COMMANDS_REFERENCE_LIST_H_
