// Names in model files, and the names that expressions mention.
#ifndef SYNFIRE_GRAPH_IMPORT_NAMES_H_
#define SYNFIRE_GRAPH_IMPORT_NAMES_H_

#include <set>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/spec/call.h"

namespace synfire {

// Of layers and inputs: one or more of A-Z a-z 0-9 _.
bool IsPathName(absl::string_view name);
// Of blocks and parameters, which expressions can mention: the same, but not
// beginning with a digit, and not true, false or none.
bool IsSpecName(absl::string_view name);

// Names that are in scope by themselves.
inline constexpr char kStepsName[] = "steps";
inline constexpr char kIndexName[] = "index";
inline constexpr char kInChannelsName[] = "in_channels";

// "in", "in1", "in2", ...: what a block calls its inputs.
std::string BlockInputName(int index);
// The index, or -1 for other names.
int BlockInputIndex(absl::string_view name);

// The names that `expression` looks up in its scope; attribute names and the
// names of calls are not looked up.
std::set<std::string> NamesIn(const Expression& expression);
// The same for all attributes of a call, and its own name, since that may be
// a parameter.
std::set<std::string> NamesIn(const Call& call);

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_IMPORT_NAMES_H_
