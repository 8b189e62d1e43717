#include "graph/import/parse_errors.h"

#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "core/spec/schema.h"
#include "graph/import/apply_setting.h"

namespace synfire {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;

struct Position {
  int line, column;  // from 0
};

// Where in `text` the position is, tabs counted as the parser does.
size_t OffsetOf(absl::string_view text, Position position) {
  size_t offset = 0;
  for (int line = 0; line < position.line; ++line) {
    const size_t end = text.find('\n', offset);
    if (end == absl::string_view::npos) return text.size();
    offset = end + 1;
  }
  for (int column = 0; offset < text.size() && column < position.column;
       ++offset) {
    column = text[offset] == '\t' ? (column / 8 + 1) * 8 : column + 1;
  }
  return offset;
}

Position PositionOf(absl::string_view text, size_t offset) {
  Position position{0, 0};
  for (const char c : text.substr(0, offset)) {
    if (c == '\n') {
      ++position.line;
      position.column = 0;
    } else {
      position.column =
          c == '\t' ? (position.column / 8 + 1) * 8 : position.column + 1;
    }
  }
  return position;
}

// The enum of the first field called `name` in the file of `type`.
const EnumDescriptor* FindEnum(const Descriptor& type, absl::string_view name) {
  for (int i = 0; i < type.file()->message_type_count(); ++i) {
    const FieldDescriptor* field =
        type.file()->message_type(i)->FindFieldByName(std::string(name));
    if (field != nullptr &&
        field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
      return field->enum_type();
    }
  }
  return nullptr;
}

}  // namespace

void ParseErrors::Add(int line, int column, absl::string_view message) {
  errors_.AddLine(
      absl::StrCat(filename_, ":", line + 1, ":", column + 1, ": ", message));
}

void ParseErrors::AddError(int line, int column, const std::string& message) {
  // Unknown enumeration value of "FP3" for field "precision".
  const std::vector<absl::string_view> parts = absl::StrSplit(message, '"');
  if (parts.size() == 5 && parts[0] == "Unknown enumeration value of ") {
    const EnumDescriptor* choices = FindEnum(type_, parts[3]);
    if (choices != nullptr) {
      Add(line, column,
          absl::StrCat("'", parts[1], "' is no ", parts[3],
                       Suggestion(parts[1], ValueNames(*choices))));
      return;
    }
  }
  // Non-repeated field "epochs" is specified multiple times.
  if (parts.size() == 3 && parts[0] == "Non-repeated field ") {
    Add(line, column, absl::StrCat("'", parts[1], "' is given twice"));
    return;
  }
  // Expected "{", found "".  Expected identifier, got:
  std::string words = absl::StrReplaceAll(
      message, {{"found \"\"", "found the end of the text"}});
  if (absl::EndsWith(words, "got: ")) words += "the end of the text";
  Add(line, column, words);
}

void ParseErrors::AddWarning(int line, int column, const std::string& message) {
  if (errors_.full()) return;  // the search below is linear
  // Message type "synfire.proto.Layer" has no field named "inptu".
  const std::vector<absl::string_view> parts = absl::StrSplit(message, '"');
  if (parts.size() == 5 && parts[0] == "Message type ") {
    const Descriptor* type =
        type_.file()->pool()->FindMessageTypeByName(std::string(parts[1]));
    // The parser has already read past the name.
    const size_t found =
        text_.substr(0, OffsetOf(text_, {line, column})).rfind(parts[3]);
    if (type != nullptr && found != absl::string_view::npos) {
      const Position name = PositionOf(text_, found);
      Add(name.line, name.column,
          absl::StrCat(Noun(*type), " has no field '", parts[3], "'",
                       Suggestion(parts[3], FieldNames(*type))));
      return;
    }
  }
  // Ignoring extension "a.b" which is not defined ...
  Add(line, column, "a name in brackets is no field; there are no extensions");
}

}  // namespace synfire
