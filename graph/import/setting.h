// Changes to a text file that are made from outside of it: --set path=value.
#ifndef SYNFIRE_GRAPH_IMPORT_SETTING_H_
#define SYNFIRE_GRAPH_IMPORT_SETTING_H_

#include <string>
#include <vector>

namespace synfire {

// One change.  The path is made of field names: "epochs", "train.batch".
// A repeated message is indexed by its `name` or its position, a repeated
// text by its position (its length to append): "layer.fc.op", "layer.2.op",
// "train.transform.0".  A path that ends at a message with a field `value`
// means that field: "param.g".
// The value of a text field is all that follows '=', with no quotes; that of
// any other field is written as in the file.
struct Setting {
  std::string assignment;        // "train.batch=128"
  std::string origin = "--set";  // or "small.prototxt:3: set"

  // "--set train.batch=128"
  std::string ToString() const { return origin + " " + assignment; }
};
using Settings = std::vector<Setting>;

// `assignments` as they came from the command line.
inline Settings SettingsFromFlags(const std::vector<std::string>& assignments) {
  Settings settings;
  for (const std::string& assignment : assignments) {
    settings.push_back(Setting{assignment});
  }
  return settings;
}

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_IMPORT_SETTING_H_
