// The stack machine that reads a pickle.
#ifndef SYNFIRE_DATA_PICKLE_MACHINE_H_
#define SYNFIRE_DATA_PICKLE_MACHINE_H_

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "core/status.h"
#include "data/pickle/byte_cursor.h"
#include "data/pickle/pickle.h"

namespace synfire {

// Used once.
class PickleMachine {
 public:
  explicit PickleMachine(absl::Span<const uint8_t> bytes) : cursor_(bytes) {}

  absl::StatusOr<Pickle> Run();

 private:
  using Kind = PickleValue::Kind;

  // One opcode each, by what it does.  *known: it was one of these.
  absl::Status Step(uint8_t opcode);
  absl::Status PushScalar(uint8_t opcode, bool* known);
  absl::Status PushText(uint8_t opcode, bool* known);
  absl::Status ChangeStack(uint8_t opcode, bool* known);
  absl::Status ChangeContainer(uint8_t opcode, bool* known);
  absl::Status UseMemo(uint8_t opcode, bool* known);
  absl::Status MakeObject(uint8_t opcode, bool* known);

  absl::Status PushLong(int length_bytes);
  absl::Status PushTuple(size_t count);
  absl::Status PushName(absl::string_view module, absl::string_view name);
  absl::Status Call(uint8_t opcode, size_t arguments);
  // Adds the `count` values on the stack's top to the container under them.
  absl::Status Extend(size_t count, bool pairs);

  PickleValue New(Kind kind) const;
  absl::Status Push(PickleValue value);
  absl::StatusOr<PickleRef> Pop();
  // How many values are above the topmost mark, which goes.
  absl::StatusOr<size_t> TakeMark();
  // REQUIRES: the stack has as many above the mark.
  std::vector<PickleRef> PopMany(size_t count);
  // An error where the stack has fewer above the mark.
  absl::Status Need(size_t count) const;

  template <typename... Parts>
  absl::Status Error(const Parts&... parts) const {
    return UserError("byte ", opcode_at_, ": ", parts...);
  }

  ByteCursor cursor_;
  int64_t opcode_at_ = 0;
  Pickle pickle_;
  std::vector<PickleRef> stack_;
  std::vector<size_t> marks_;  // heights of the stack
  std::unordered_map<uint64_t, PickleRef> memo_;
};

}  // namespace synfire

#endif  // SYNFIRE_DATA_PICKLE_MACHINE_H_
