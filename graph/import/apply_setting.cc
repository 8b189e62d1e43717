#include "graph/import/apply_setting.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/io/tokenizer.h>
#include <google/protobuf/text_format.h>

#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "core/spec/schema.h"

namespace synfire {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
using google::protobuf::TextFormat;

// The parser logs what nobody collects.
class Silence : public google::protobuf::io::ErrorCollector {
 public:
  void AddError(int, int, const std::string&) override {}
};

// The `name` of a message that has a field of this name, else "".
std::string NameOf(const Message& message) {
  const FieldDescriptor* name =
      message.GetDescriptor()->FindFieldByName("name");
  if (name == nullptr || name->is_repeated() ||
      name->cpp_type() != FieldDescriptor::CPPTYPE_STRING) {
    return "";
  }
  return message.GetReflection()->GetString(message, name);
}

// The position that `key` means in the repeated messages `field`, or -1.
int FindElement(const Message& message, const FieldDescriptor* field,
                const std::string& key, std::vector<std::string>* names) {
  const Reflection* reflection = message.GetReflection();
  const int size = reflection->FieldSize(message, field);
  for (int i = 0; i < size; ++i) {
    names->push_back(NameOf(reflection->GetRepeatedMessage(message, field, i)));
    if (names->back() == key) return i;
  }
  int position = 0;
  const bool is_position = absl::SimpleAtoi(key, &position) && position >= 0;
  return is_position && position < size ? position : -1;
}

// Walks the path from the root down and writes the value at its end.
class Setter {
 public:
  Setter(std::vector<std::string> path, std::string value)
      : path_(std::move(path)), value_(std::move(value)) {}

  absl::Status Run(Message* root) {
    Message* message = root;
    while (next_ < path_.size()) {
      const FieldDescriptor* field = nullptr;
      SYNFIRE_ASSIGN_OR_RETURN(field, NextField(*message));
      if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) {
        return field->is_repeated() ? WriteElement(message, field)
                                    : Write(message, field);
      }
      SYNFIRE_ASSIGN_OR_RETURN(message, Enter(message, field));
    }
    // param.g stands for param.g.value.
    const FieldDescriptor* value =
        message->GetDescriptor()->FindFieldByName("value");
    if (value != nullptr) return Write(message, value);
    return UserError("'", path_.back(), "' holds fields; name one of them",
                     Suggestion("", FieldNames(*message->GetDescriptor())));
  }

  std::vector<WrittenField>& written() { return written_; }

 private:
  absl::StatusOr<const FieldDescriptor*> NextField(const Message& message) {
    const Descriptor* type = message.GetDescriptor();
    const std::string& name = path_[next_++];
    const FieldDescriptor* field = type->FindFieldByName(name);
    if (field != nullptr) return field;
    return UserError(Noun(*type), " has no field '", name, "'",
                     Suggestion(name, FieldNames(*type)));
  }

  // The message that `field` holds; of a repeated one, that of the next key.
  absl::StatusOr<Message*> Enter(Message* message,
                                 const FieldDescriptor* field) {
    const Reflection* reflection = message->GetReflection();
    if (!field->is_repeated()) {
      if (!reflection->HasField(*message, field)) {
        written_.push_back({message, field->number(), 0});
      }
      return reflection->MutableMessage(message, field);
    }
    if (next_ == path_.size()) {
      return UserError("there can be several of '", field->name(), "'; write ",
                       field->name(), ".NAME or ", field->name(), ".0");
    }
    std::vector<std::string> names;
    const std::string& key = path_[next_++];
    const int index = FindElement(*message, field, key, &names);
    if (index < 0) {
      return UserError("there is no ", field->name(), " '", key, "'",
                       Suggestion(key, names));
    }
    return reflection->MutableRepeatedMessage(message, field, index);
  }

  absl::Status ExpectEnd(const FieldDescriptor* field) const {
    if (next_ == path_.size()) return absl::OkStatus();
    return UserError("'", field->name(), "' has no parts, but '", path_[next_],
                     "' follows");
  }

  absl::Status Write(Message* message, const FieldDescriptor* field) {
    SYNFIRE_RETURN_IF_ERROR(ExpectEnd(field));
    written_.push_back({message, field->number(), 0});
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
      message->GetReflection()->SetString(message, field, value_);
      return absl::OkStatus();
    }
    Silence silence;
    TextFormat::Parser parser;
    parser.RecordErrorsTo(&silence);
    if (parser.ParseFieldValueFromString(value_, field, message)) {
      return absl::OkStatus();
    }
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
      return UserError("'", value_, "' is no ", field->name(),
                       Suggestion(value_, ValueNames(*field->enum_type())));
    }
    return UserError("'", value_, "' is no value for ", field->name(),
                     ", whose type is ", field->cpp_type_name());
  }

  // One text of a list.
  absl::Status WriteElement(Message* message, const FieldDescriptor* field) {
    // All our lists are of texts or messages.
    SYNFIRE_CHECK(field->cpp_type() == FieldDescriptor::CPPTYPE_STRING);
    const Reflection* reflection = message->GetReflection();
    const int size = reflection->FieldSize(*message, field);
    int index = -1;
    if (next_ == path_.size() || !absl::SimpleAtoi(path_[next_], &index) ||
        index < 0 || index > size) {
      return UserError("'", field->name(), "' is a list of ", size, "; write ",
                       field->name(), ".N with N from 0 to ", size,
                       " (the last appends)");
    }
    ++next_;
    SYNFIRE_RETURN_IF_ERROR(ExpectEnd(field));
    if (index == size) {
      reflection->AddString(message, field, value_);
    } else {
      reflection->SetRepeatedString(message, field, index, value_);
    }
    written_.push_back({message, field->number(), index});
    return absl::OkStatus();
  }

  const std::vector<std::string> path_;
  const std::string value_;
  size_t next_ = 0;
  std::vector<WrittenField> written_;
};

}  // namespace

std::vector<std::string> FieldNames(const Descriptor& type) {
  std::vector<std::string> names;
  for (int i = 0; i < type.field_count(); ++i) {
    names.push_back(type.field(i)->name());
  }
  return names;
}

std::vector<std::string> ValueNames(const EnumDescriptor& type) {
  std::vector<std::string> names;
  for (int i = 0; i < type.value_count(); ++i) {
    names.push_back(type.value(i)->name());
  }
  return names;
}

std::string Noun(const Descriptor& type) {
  return absl::AsciiStrToLower(type.name());
}

absl::StatusOr<std::vector<WrittenField>> ApplySetting(const Setting& setting,
                                                       Message* root) {
  const std::string prefix = setting.ToString() + ": ";
  const size_t equals = setting.assignment.find('=');
  if (equals == std::string::npos || equals == 0) {
    return UserError(prefix, "expected path=value, such as ",
                     root->GetDescriptor()->field(0)->name(), "=...");
  }
  const std::string path = setting.assignment.substr(0, equals);
  Setter setter(absl::StrSplit(path, '.'),
                setting.assignment.substr(equals + 1));
  const absl::Status status = setter.Run(root);
  if (!status.ok()) return Annotate(status, prefix);
  return std::move(setter.written());
}

}  // namespace synfire
