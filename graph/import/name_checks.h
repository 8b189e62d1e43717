// Errors in the names that a model file gives.
#ifndef SYNFIRE_GRAPH_IMPORT_NAME_CHECKS_H_
#define SYNFIRE_GRAPH_IMPORT_NAME_CHECKS_H_

#include <map>
#include <string>

#include "absl/strings/string_view.h"
#include "graph/import/errors.h"
#include "graph/import/location.h"

namespace synfire {

// `noun` says what has the name: "layer", "block".
class NameChecks {
 public:
  explicit NameChecks(Errors& errors) : errors_(errors) {}

  // False, and an error, where `name` is not IsPathName.
  bool CheckPathName(absl::string_view noun, const std::string& name,
                     const Location& location);
  // The same where it is not IsSpecName.
  bool CheckSpecName(absl::string_view noun, const std::string& name,
                     const Location& location);
  // An error where `name` is in `seen`, which it joins.
  void CheckNew(absl::string_view noun, const std::string& name,
                const Location& location,
                std::map<std::string, Location>& seen);

 private:
  Errors& errors_;
};

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_IMPORT_NAME_CHECKS_H_
