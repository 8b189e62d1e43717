// Applies one --set to a message.
#ifndef SYNFIRE_GRAPH_IMPORT_APPLY_SETTING_H_
#define SYNFIRE_GRAPH_IMPORT_APPLY_SETTING_H_

#include <google/protobuf/message.h>

#include <vector>

#include "core/status.h"
#include "graph/import/setting.h"

namespace synfire {

// A field that a setting wrote: the value itself, and the messages around it
// that it made.
struct WrittenField {
  const google::protobuf::Message* message;
  int field;
  int index;
};

// Changes *root as `setting` says (setting.h) and returns what was written.
// An error begins with the setting: "--set epoch=3: training has no field
// 'epoch'; did you mean 'epochs'?".
absl::StatusOr<std::vector<WrittenField>> ApplySetting(
    const Setting& setting, google::protobuf::Message* root);

// The names of the fields of a message, and of the values of an enum.
std::vector<std::string> FieldNames(const google::protobuf::Descriptor& type);
std::vector<std::string> ValueNames(
    const google::protobuf::EnumDescriptor& type);

// "layer" for synfire.proto.Layer.
std::string Noun(const google::protobuf::Descriptor& type);

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_IMPORT_APPLY_SETTING_H_
