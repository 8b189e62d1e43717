#include "data/pickle/machine.h"

#include <cstring>
#include <limits>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_format.h"
#include "data/pickle/opcodes.h"
#include "data/pickle/pickle_names.h"

namespace synfire {
namespace {

constexpr int64_t kFirstProtocol = 2, kLastProtocol = 5;
// Far above what a file of weights has: some 30 values a tensor, a depth of 10.
constexpr size_t kMostValues = 2'000'000;
constexpr size_t kMostMarks = 1000;

std::string Readable(absl::string_view text) {
  constexpr size_t kLongest = 120;
  return absl::StrCat(absl::CHexEscape(text.substr(0, kLongest)),
                      text.size() > kLongest ? "..." : "");
}

}  // namespace

absl::StatusOr<Pickle> PickleMachine::Run() {
  SYNFIRE_ASSIGN_OR_RETURN(const uint64_t first, cursor_.Number(1));
  if (first != kProto) {
    return Error("begins with ", absl::StrFormat("0x%02x", first),
                 ", expected 0x80: no pickle of protocol 2 to 5");
  }
  SYNFIRE_ASSIGN_OR_RETURN(const uint64_t protocol, cursor_.Number(1));
  if (protocol < kFirstProtocol || protocol > kLastProtocol) {
    return Error("protocol ", protocol, ", expected 2 to 5");
  }
  while (true) {
    opcode_at_ = cursor_.position();
    if (opcode_at_ > std::numeric_limits<uint32_t>::max()) {
      return Error("the pickle is longer than 4 GiB");
    }
    SYNFIRE_ASSIGN_OR_RETURN(const uint64_t opcode, cursor_.Number(1));
    if (opcode == kStop) break;
    SYNFIRE_RETURN_IF_ERROR(Step(static_cast<uint8_t>(opcode)));
  }
  if (!marks_.empty() || stack_.size() != 1) {
    return Error("the pickle ends with ", stack_.size(),
                 " values on its stack, expected 1");
  }
  pickle_.root_ = stack_[0];
  pickle_.size_ = cursor_.position();
  return std::move(pickle_);
}

absl::Status PickleMachine::Step(uint8_t opcode) {
  for (const auto step :
       {&PickleMachine::PushScalar, &PickleMachine::PushText,
        &PickleMachine::ChangeStack, &PickleMachine::ChangeContainer,
        &PickleMachine::UseMemo, &PickleMachine::MakeObject}) {
    bool known = true;
    const absl::Status status = (this->*step)(opcode, &known);
    if (known) return status;
  }
  return Error("opcode ", absl::StrFormat("0x%02x", opcode),
               " is none of those that files of weights use");
}

absl::Status PickleMachine::PushScalar(uint8_t opcode, bool* known) {
  PickleValue value = New(Kind::kInt);
  switch (opcode) {
    case kNoneValue:
      return Push(New(Kind::kNone));
    case kTrue:
    case kFalse:
      value.kind = Kind::kBool;
      value.integer = opcode == kTrue;
      return Push(std::move(value));
    case kBinInt1:
    case kBinInt2:
    case kBinInt: {
      const int bytes = opcode == kBinInt1 ? 1 : opcode == kBinInt2 ? 2 : 4;
      SYNFIRE_ASSIGN_OR_RETURN(const uint64_t number, cursor_.Number(bytes));
      value.integer = opcode == kBinInt ? static_cast<int32_t>(number)
                                        : static_cast<int64_t>(number);
      return Push(std::move(value));
    }
    case kLong1:
      return PushLong(1);
    case kLong4:
      return PushLong(4);
    case kBinFloat: {
      SYNFIRE_ASSIGN_OR_RETURN(const absl::Span<const uint8_t> taken,
                               cursor_.Take(8));
      uint64_t bits = 0;
      for (uint8_t byte : taken) bits = bits << 8 | byte;
      value.kind = Kind::kFloat;
      std::memcpy(&value.real, &bits, sizeof(bits));
      return Push(std::move(value));
    }
    default:
      *known = false;
      return absl::OkStatus();
  }
}

// Two's complement, little-endian; no bytes are 0.
absl::Status PickleMachine::PushLong(int length_bytes) {
  SYNFIRE_ASSIGN_OR_RETURN(const absl::string_view bytes,
                           cursor_.Text(length_bytes));
  PickleValue value = New(Kind::kInt);
  if (bytes.size() > sizeof(value.integer)) {
    value.kind = Kind::kLong;
    value.text = bytes;
    return Push(std::move(value));
  }
  const bool negative =
      !bytes.empty() && (static_cast<uint8_t>(bytes.back()) & 0x80);
  uint64_t number = negative ? ~uint64_t{0} : 0;
  for (size_t i = bytes.size(); i-- > 0;) {
    number = number << 8 | static_cast<uint8_t>(bytes[i]);
  }
  std::memcpy(&value.integer, &number, sizeof(number));
  return Push(std::move(value));
}

absl::Status PickleMachine::PushText(uint8_t opcode, bool* known) {
  int length_bytes = 0;
  Kind kind = Kind::kString;
  switch (opcode) {
    case kShortBinString:
    case kShortBinUnicode:
      length_bytes = 1;
      break;
    case kBinString:
    case kBinUnicode:
      length_bytes = 4;
      break;
    case kBinUnicode8:
      length_bytes = 8;
      break;
    case kShortBinBytes:
      length_bytes = 1;
      kind = Kind::kBytes;
      break;
    case kBinBytes:
      length_bytes = 4;
      kind = Kind::kBytes;
      break;
    case kBinBytes8:
    case kByteArray8:
      length_bytes = 8;
      kind = Kind::kBytes;
      break;
    default:
      *known = false;
      return absl::OkStatus();
  }
  PickleValue value = New(kind);
  SYNFIRE_ASSIGN_OR_RETURN(value.text, cursor_.Text(length_bytes));
  return Push(std::move(value));
}

absl::Status PickleMachine::ChangeStack(uint8_t opcode, bool* known) {
  switch (opcode) {
    case kProto: {
      SYNFIRE_ASSIGN_OR_RETURN(const uint64_t protocol, cursor_.Number(1));
      return Error("protocol ", protocol, " is said in the middle");
    }
    case kFrame:  // says how much to read at once, which does not matter here
      return cursor_.Number(8).status();
    case kMark:
      if (marks_.size() >= kMostMarks) {
        return Error("values are nested more than ", kMostMarks, " deep");
      }
      marks_.push_back(stack_.size());
      return absl::OkStatus();
    case kPop: {
      // A mark counts as a value here.
      if (!marks_.empty() && marks_.back() == stack_.size()) {
        marks_.pop_back();
        return absl::OkStatus();
      }
      return Pop().status();
    }
    case kPopMark: {
      SYNFIRE_ASSIGN_OR_RETURN(const size_t count, TakeMark());
      PopMany(count);
      return absl::OkStatus();
    }
    case kDup:
      SYNFIRE_RETURN_IF_ERROR(Need(1));
      stack_.push_back(stack_.back());
      return absl::OkStatus();
    default:
      *known = false;
      return absl::OkStatus();
  }
}

absl::Status PickleMachine::ChangeContainer(uint8_t opcode, bool* known) {
  switch (opcode) {
    case kEmptyTuple:
      return PushTuple(0);
    case kTuple1:
    case kTuple2:
    case kTuple3:
      return PushTuple(opcode - kTuple1 + 1);
    case kTuple: {
      SYNFIRE_ASSIGN_OR_RETURN(const size_t count, TakeMark());
      return PushTuple(count);
    }
    case kEmptyList:
      return Push(New(Kind::kList));
    case kEmptyDict:
      return Push(New(Kind::kDict));
    case kEmptySet:
      return Push(New(Kind::kSet));
    case kFrozenSet: {
      SYNFIRE_ASSIGN_OR_RETURN(const size_t count, TakeMark());
      PickleValue set = New(Kind::kSet);
      set.items = PopMany(count);
      return Push(std::move(set));
    }
    case kAppend:
      return Extend(1, /*pairs=*/false);
    case kSetItem:
      return Extend(2, /*pairs=*/true);
    case kAppends:
    case kAddItems:
    case kSetItems: {
      SYNFIRE_ASSIGN_OR_RETURN(const size_t count, TakeMark());
      return Extend(count, opcode == kSetItems);
    }
    default:
      *known = false;
      return absl::OkStatus();
  }
}

absl::Status PickleMachine::PushTuple(size_t count) {
  SYNFIRE_RETURN_IF_ERROR(Need(count));
  PickleValue tuple = New(Kind::kTuple);
  tuple.items = PopMany(count);
  return Push(std::move(tuple));
}

absl::Status PickleMachine::Extend(size_t count, bool pairs) {
  SYNFIRE_RETURN_IF_ERROR(Need(count + 1));
  if (pairs && count % 2 != 0) {
    return Error("a key comes without a value");
  }
  const std::vector<PickleRef> items = PopMany(count);
  PickleValue& container = pickle_.values_[stack_.back()];
  const bool fits =
      container.kind == Kind::kObject ||
      (pairs ? container.kind == Kind::kDict
             : container.kind == Kind::kList || container.kind == Kind::kSet);
  if (!fits) {
    return Error("items are added to ", pickle_.Describe(container));
  }
  container.items.insert(container.items.end(), items.begin(), items.end());
  return absl::OkStatus();
}

absl::Status PickleMachine::UseMemo(uint8_t opcode, bool* known) {
  uint64_t place = memo_.size();
  if (opcode == kBinPut || opcode == kBinGet) {
    SYNFIRE_ASSIGN_OR_RETURN(place, cursor_.Number(1));
  } else if (opcode == kLongBinPut || opcode == kLongBinGet) {
    SYNFIRE_ASSIGN_OR_RETURN(place, cursor_.Number(4));
  } else if (opcode != kMemoize) {
    *known = false;
    return absl::OkStatus();
  }
  if (opcode == kBinGet || opcode == kLongBinGet) {
    const auto found = memo_.find(place);
    if (found == memo_.end()) {
      return Error("takes number ", place,
                   " of the memo, where nothing was put");
    }
    stack_.push_back(found->second);
    return absl::OkStatus();
  }
  SYNFIRE_RETURN_IF_ERROR(Need(1));
  if (memo_.size() >= kMostValues) {
    return Error("the memo has more than ", kMostValues, " values");
  }
  memo_[place] = stack_.back();
  return absl::OkStatus();
}

absl::Status PickleMachine::MakeObject(uint8_t opcode, bool* known) {
  switch (opcode) {
    case kGlobal: {
      SYNFIRE_ASSIGN_OR_RETURN(const absl::string_view module, cursor_.Line());
      SYNFIRE_ASSIGN_OR_RETURN(const absl::string_view name, cursor_.Line());
      return PushName(module, name);
    }
    case kStackGlobal: {
      SYNFIRE_RETURN_IF_ERROR(Need(2));
      const std::vector<PickleRef> parts = PopMany(2);
      const PickleValue& module = pickle_.at(parts[0]);
      const PickleValue& name = pickle_.at(parts[1]);
      if (module.kind != Kind::kString || name.kind != Kind::kString) {
        return Error("a name is made of ", pickle_.Describe(module), " and ",
                     pickle_.Describe(name), ", expected two strings");
      }
      return PushName(module.text, name.text);
    }
    case kReduce:
    case kNewObject:
      return Call(opcode, 1);
    case kNewObjectEx:
      return Call(opcode, 2);
    case kBuild:  // an object's attributes: they are no items
      SYNFIRE_RETURN_IF_ERROR(Need(2));
      return Pop().status();
    case kBinPersistent: {
      PickleValue persistent = New(Kind::kPersistent);
      SYNFIRE_ASSIGN_OR_RETURN(persistent.arguments, Pop());
      return Push(std::move(persistent));
    }
    default:
      *known = false;
      return absl::OkStatus();
  }
}

absl::Status PickleMachine::PushName(absl::string_view module,
                                     absl::string_view name) {
  if (!MayBeNamed(module, name)) {
    return Error("names ", Readable(module), ".", Readable(name),
                 ", which reaches the system and has no place in a file of "
                 "weights; nothing was run");
  }
  PickleValue value = New(Kind::kName);
  pickle_.names_.push_back(
      std::make_unique<const std::string>(absl::StrCat(module, ".", name)));
  value.text = *pickle_.names_.back();
  value.integer = static_cast<int64_t>(module.size());
  return Push(std::move(value));
}

absl::Status PickleMachine::Call(uint8_t opcode, size_t arguments) {
  SYNFIRE_RETURN_IF_ERROR(Need(1 + arguments));
  const std::vector<PickleRef> parts = PopMany(1 + arguments);
  const PickleValue& callee = pickle_.at(parts[0]);
  if (callee.kind != Kind::kName) {
    return Error("calls ", pickle_.Describe(callee), ", expected a name");
  }
  const absl::string_view module =
      callee.text.substr(0, static_cast<size_t>(callee.integer));
  const absl::string_view name = callee.text.substr(module.size() + 1);
  if (opcode == kReduce && !MayBeCalled(module, name)) {
    return Error("calls ", Readable(callee.text),
                 ", a function that no file of weights needs; nothing was run");
  }
  PickleValue object = New(Kind::kObject);
  object.callee = parts[0];
  object.arguments = parts[1];
  return Push(std::move(object));
}

PickleValue PickleMachine::New(Kind kind) const {
  PickleValue value;
  value.kind = kind;
  value.offset = static_cast<uint32_t>(opcode_at_);
  return value;
}

absl::Status PickleMachine::Push(PickleValue value) {
  if (pickle_.values_.size() >= kMostValues) {
    return Error("has more than ", kMostValues, " values");
  }
  stack_.push_back(static_cast<PickleRef>(pickle_.values_.size()));
  pickle_.values_.push_back(std::move(value));
  return absl::OkStatus();
}

absl::Status PickleMachine::Need(size_t count) const {
  const size_t floor = marks_.empty() ? 0 : marks_.back();
  if (stack_.size() - floor >= count) return absl::OkStatus();
  return Error("needs ", count, " values on the stack, which has ",
               stack_.size() - floor);
}

absl::StatusOr<PickleRef> PickleMachine::Pop() {
  SYNFIRE_RETURN_IF_ERROR(Need(1));
  const PickleRef top = stack_.back();
  stack_.pop_back();
  return top;
}

absl::StatusOr<size_t> PickleMachine::TakeMark() {
  if (marks_.empty()) return Error("needs a mark on the stack");
  const size_t height = marks_.back();
  marks_.pop_back();
  return stack_.size() - height;
}

std::vector<PickleRef> PickleMachine::PopMany(size_t count) {
  const std::vector<PickleRef> top(stack_.end() - static_cast<int64_t>(count),
                                   stack_.end());
  stack_.resize(stack_.size() - count);
  return top;
}

}  // namespace synfire
