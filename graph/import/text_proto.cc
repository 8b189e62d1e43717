#include "graph/import/text_proto.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/text_format.h>

#include <algorithm>
#include <vector>

#include "core/spec/schema.h"
#include "graph/import/apply_setting.h"
#include "graph/import/errors.h"
#include "graph/import/parse_errors.h"
#include "graph/import/text_file.h"

namespace synfire {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
using google::protobuf::TextFormat;

// Our messages nest three deep.
constexpr int kMaxMessageDepth = 16;

// The fields of `message` that are there.
std::vector<const FieldDescriptor*> FieldsOf(const Message& message) {
  std::vector<const FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);
  return fields;
}

int CountOf(const Message& message, const FieldDescriptor* field) {
  return field->is_repeated()
             ? message.GetReflection()->FieldSize(message, field)
             : 1;
}

const Message& MessageAt(const Message& message, const FieldDescriptor* field,
                         int index) {
  const Reflection* reflection = message.GetReflection();
  return field->is_repeated()
             ? reflection->GetRepeatedMessage(message, field, index)
             : reflection->GetMessage(message, field);
}

std::string StringAt(const Message& message, const FieldDescriptor* field,
                     int index) {
  const Reflection* reflection = message.GetReflection();
  return field->is_repeated()
             ? reflection->GetRepeatedString(message, field, index)
             : reflection->GetString(message, field);
}

bool IsPlainText(const std::string& text) {
  int line = 0;
  return IsUtf8(text, &line) &&
         std::none_of(text.begin(), text.end(), [](unsigned char c) {
           return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') ||
                  c == 0x7F;
         });
}

// What the parser lets pass: enum values by numbers that have no name, and
// bytes that are no text, written as escapes.
void CheckValues(const Message& message, const FieldLocations& locations,
                 Errors& errors) {
  for (const FieldDescriptor* field : FieldsOf(message)) {
    for (int i = 0; i < CountOf(message, field); ++i) {
      const auto at = [&] { return locations.Of(message, field->number(), i); };
      if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
        CheckValues(MessageAt(message, field, i), locations, errors);
      } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
        if (!IsPlainText(StringAt(message, field, i))) {
          errors.Add(at(), field->name(),
                     " holds control characters or is not UTF-8");
        }
      } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
        const int number =
            message.GetReflection()->GetEnumValue(message, field);
        if (field->enum_type()->FindValueByNumber(number) == nullptr) {
          errors.Add(at(), number, " is no ", field->name(),
                     Suggestion("", ValueNames(*field->enum_type())));
        }
      }
    }
  }
}

}  // namespace

class FieldLocator {
 public:
  explicit FieldLocator(FieldLocations* locations) : locations_(*locations) {}

  void Start(const Message& root, const std::string& filename) {
    locations_ = FieldLocations();
    locations_.file_ = filename;
    locations_.messages_[&root] = Location{filename, 0};
  }

  void AddParsed(const Message& message,
                 const TextFormat::ParseInfoTree& tree) {
    for (const FieldDescriptor* field : FieldsOf(message)) {
      for (int i = 0; i < CountOf(message, field); ++i) {
        const int index = field->is_repeated() ? i : -1;
        const Location location{locations_.file_,
                                tree.GetLocation(field, index).line + 1};
        Add(message, field->number(), i, location);
        if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
        const Message& inner = MessageAt(message, field, i);
        locations_.messages_[&inner] = location;
        const TextFormat::ParseInfoTree* inside =
            tree.GetTreeForNested(field, index);
        if (inside != nullptr) AddParsed(inner, *inside);
      }
    }
  }

  void StartMerged(const Message& from, const FieldLocations& from_locations,
                   const Message& to) {
    locations_.file_ = from_locations.file_;
    locations_.messages_[&to] = from_locations.messages_.at(&from);
  }

  // The fields of `from` after they were merged to the ends of those of `to`.
  void AddMerged(const Message& from, const FieldLocations& from_locations,
                 const Message& to) {
    for (const FieldDescriptor* field : FieldsOf(from)) {
      const int count = CountOf(from, field);
      const int before = CountOf(to, field) - count;
      for (int i = 0; i < count; ++i) {
        const Location location = from_locations.Of(from, field->number(), i);
        Add(to, field->number(), before + i, location);
        if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
        const Message& inner = MessageAt(to, field, before + i);
        locations_.messages_[&inner] = location;
        AddMerged(MessageAt(from, field, i), from_locations, inner);
      }
    }
  }

  void AddWritten(const WrittenField& field, const Setting& setting) {
    Add(*field.message, field.field, field.index,
        Location{setting.ToString(), 0});
  }

 private:
  void Add(const Message& message, int field, int index,
           const Location& location) {
    locations_.fields_[{&message, field, index}] = location;
  }

  FieldLocations& locations_;
};

Location FieldLocations::Of(const Message& message, int field,
                            int index) const {
  const auto found = fields_.find({&message, field, index});
  if (found != fields_.end()) return found->second;
  const auto around = messages_.find(&message);
  return around != messages_.end() ? around->second : Location{file_, 0};
}

absl::Status ParseTextProto(const std::string& text,
                            const std::string& filename,
                            const Settings& settings, Message* message,
                            FieldLocations* locations) {
  SYNFIRE_RETURN_IF_ERROR(CheckText(text, filename));
  Errors errors;
  ParseErrors collector(text, filename, *message->GetDescriptor(), errors);
  TextFormat::ParseInfoTree tree;
  TextFormat::Parser parser;
  parser.RecordErrorsTo(&collector);
  parser.WriteLocationsTo(&tree);
  parser.AllowUnknownField(true);  // as warnings, which become errors
  parser.SetRecursionLimit(kMaxMessageDepth);
  const bool parsed = parser.ParseFromString(text, message);
  SYNFIRE_RETURN_IF_ERROR(errors.ToStatus());
  if (!parsed) return UserError(filename, ": this is no protobuf text");

  FieldLocator locator(locations);
  locator.Start(*message, filename);
  locator.AddParsed(*message, tree);
  return ApplySettings(settings, message, locations);
}

void MergeOnto(const Message& message, const FieldLocations& message_locations,
               Message* onto, FieldLocations* locations) {
  onto->MergeFrom(message);
  FieldLocator locator(locations);
  locator.StartMerged(message, message_locations, *onto);
  locator.AddMerged(message, message_locations, *onto);
}

absl::Status ApplySettings(const Settings& settings, Message* message,
                           FieldLocations* locations) {
  Errors errors;
  FieldLocator locator(locations);
  for (const Setting& setting : settings) {
    const auto written = ApplySetting(setting, message);
    if (!written.ok()) {
      errors.AddLine(std::string(written.status().message()));
      continue;
    }
    for (const WrittenField& field : *written) {
      locator.AddWritten(field, setting);
    }
  }
  CheckValues(*message, *locations, errors);
  return errors.ToStatus();
}

std::string ResolvedText(const Message& message) {
  TextFormat::Printer printer;
  printer.SetUseUtf8StringEscaping(true);
  std::string text;
  SYNFIRE_CHECK(printer.PrintToString(message, &text));
  return text;
}

}  // namespace synfire
