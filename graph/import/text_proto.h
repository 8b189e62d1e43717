// Protobuf text to a message, with the line of every field.
#ifndef SYNFIRE_GRAPH_IMPORT_TEXT_PROTO_H_
#define SYNFIRE_GRAPH_IMPORT_TEXT_PROTO_H_

#include <google/protobuf/message.h>

#include <map>
#include <string>
#include <tuple>

#include "core/status.h"
#include "graph/import/location.h"
#include "graph/import/setting.h"

namespace synfire {

// Where each field of a message was written.  Holds for as long as the
// message lives and is not moved.
class FieldLocations {
 public:
  // Of `field` of `message`, which is the message parsed or one inside of it;
  // `index` counts in a repeated field.  A field that was not written is
  // where its message is.
  Location Of(const google::protobuf::Message& message, int field,
              int index = 0) const;

 private:
  friend class FieldLocator;
  std::string file_;
  std::map<std::tuple<const google::protobuf::Message*, int, int>, Location>
      fields_;
  std::map<const google::protobuf::Message*, Location> messages_;
};

// Parses `text`, which messages call `filename`, into *message and applies
// `settings` in their order.  All errors are reported, one a line:
//   net.prototxt:12:3: layer has no field 'inptu'; did you mean 'input'?
//   --set epoch=3: training has no field 'epoch'; did you mean 'epochs'?
// Unknown values of enums and text fields that hold control characters are
// errors as well.
absl::Status ParseTextProto(const std::string& text,
                            const std::string& filename,
                            const Settings& settings,
                            google::protobuf::Message* message,
                            FieldLocations* locations);

// Puts all that `message` says over *onto, a message of the same type: single
// fields are replaced, lists get longer.  *locations come to be those of *onto,
// which has the file of `message`.
void MergeOnto(const google::protobuf::Message& message,
               const FieldLocations& message_locations,
               google::protobuf::Message* onto, FieldLocations* locations);

// Applies further settings to a message that ParseTextProto read.
absl::Status ApplySettings(const Settings& settings,
                           google::protobuf::Message* message,
                           FieldLocations* locations);

// `message` as text that ParseTextProto reads back.
std::string ResolvedText(const google::protobuf::Message& message);

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_IMPORT_TEXT_PROTO_H_
