// The errors found in one reading of a file: a user sees them all at once.
#ifndef SYNFIRE_GRAPH_IMPORT_ERRORS_H_
#define SYNFIRE_GRAPH_IMPORT_ERRORS_H_

#include <string>
#include <vector>

#include "core/status.h"
#include "graph/import/location.h"

namespace synfire {

class Errors {
 public:
  // Later ones are not kept.
  static constexpr size_t kMax = 20;

  // Adds "file:line: parts".
  template <typename... Parts>
  void Add(const Location& location, const Parts&... parts) {
    AddLine(absl::StrCat(location.ToString(), ": ", parts...));
  }
  void AddLine(std::string line);

  bool empty() const { return lines_.empty(); }
  // True once no further error would be kept: time to stop looking.
  bool full() const { return lines_.size() == kMax; }

  // OK, or an InvalidArgument status with one error a line.
  absl::Status ToStatus() const;

 private:
  std::vector<std::string> lines_;
};

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_IMPORT_ERRORS_H_
