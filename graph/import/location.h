// Where something in a text file stands, for messages.
#ifndef SYNFIRE_GRAPH_IMPORT_LOCATION_H_
#define SYNFIRE_GRAPH_IMPORT_LOCATION_H_

#include <string>

#include "absl/strings/str_cat.h"

namespace synfire {

struct Location {
  // The file's path; or where a value comes from when it is not from a file,
  // such as "--set steps=8", and then the line is 0.
  std::string file;
  int line = 0;  // from 1

  // "net.prototxt:12", or "--set steps=8".
  std::string ToString() const {
    return line > 0 ? absl::StrCat(file, ":", line) : file;
  }
};

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_IMPORT_LOCATION_H_
