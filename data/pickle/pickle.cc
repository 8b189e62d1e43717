#include "data/pickle/pickle.h"

#include "data/pickle/machine.h"

namespace synfire {

absl::StatusOr<Pickle> Pickle::Parse(absl::Span<const uint8_t> bytes) {
  return PickleMachine(bytes).Run();
}

std::string Pickle::Describe(const PickleValue& value) const {
  switch (value.kind) {
    case PickleValue::Kind::kNone:
      return "None";
    case PickleValue::Kind::kBool:
      return "a bool";
    case PickleValue::Kind::kInt:
    case PickleValue::Kind::kLong:
      return "an int";
    case PickleValue::Kind::kFloat:
      return "a float";
    case PickleValue::Kind::kString:
      return "a string";
    case PickleValue::Kind::kBytes:
      return "bytes";
    case PickleValue::Kind::kTuple:
      return "a tuple";
    case PickleValue::Kind::kList:
      return "a list";
    case PickleValue::Kind::kSet:
      return "a set";
    case PickleValue::Kind::kDict:
      return "a dict";
    case PickleValue::Kind::kName:
      return absl::StrCat("the name ", value.text);
    case PickleValue::Kind::kObject:
      return absl::StrCat("an object of ", at(value.callee).text);
    case PickleValue::Kind::kPersistent:
      return "a storage";
  }
  return "";
}

const PickleValue* Pickle::Lookup(const PickleValue& dict,
                                  absl::string_view key) const {
  for (size_t i = dict.items.size() / 2; i-- > 0;) {
    const PickleValue& name = at(dict.items[2 * i]);
    if (name.kind == PickleValue::Kind::kString && name.text == key) {
      return &at(dict.items[2 * i + 1]);
    }
  }
  return nullptr;
}

}  // namespace synfire
