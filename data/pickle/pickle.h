// Reads Python's pickles, protocols 2 to 5, and runs nothing.
//
// A pickle is a program for a small stack machine that builds values; what
// makes it dangerous is that it may name any function of any module and have it
// called.  Here a call is a value like others (kObject): the name of what was
// to be called and its arguments, which the caller may understand or leave.
// Classes that nobody knows, such as argparse.Namespace, thus do no harm.  What
// only an attack does is an error all the same: a name in a module that reaches
// the system, a call of a function that no file of weights needs
// (pickle_names.h has both lists).
//
// Memory is bounded by the pickle's size: values refer to each other by
// number, so what a pickle repeats or nests costs nothing more, and cycles and
// depth do no harm.
//
//   80 02  7d  58 01000000 61  4b 05  73  2e
//   protocol 2, {}, "a", 5, put into the dict, stop:   {"a": 5}
#ifndef SYNFIRE_DATA_PICKLE_PICKLE_H_
#define SYNFIRE_DATA_PICKLE_PICKLE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "core/status.h"

namespace synfire {

// The number of a value in its Pickle.
using PickleRef = uint32_t;

struct PickleValue {
  enum class Kind {
    kNone,
    kBool,        // integer: 0 or 1
    kInt,         // integer
    kLong,        // text: an integer of more than 64 bits, as its bytes
    kFloat,       // real
    kString,      // text: UTF-8
    kBytes,       // text
    kTuple,       // items
    kList,        // items
    kSet,         // items
    kDict,        // items: key, value, key, value, ...
    kName,        // text: "torch.FloatStorage", named but not called;
                  // integer: the length of the module's part
    kObject,      // callee(arguments), not called; what was then appended to it
                  // or put into it as a dict is in items
    kPersistent,  // arguments: what the file says of something outside it
  };

  Kind kind = Kind::kNone;
  uint32_t offset = 0;  // of the opcode, from the pickle's first byte
  PickleRef callee = 0, arguments = 0;
  int64_t integer = 0;
  double real = 0;
  absl::string_view text;  // in the pickle's bytes, or in the Pickle
  std::vector<PickleRef> items;
};

// The values of one pickle.  Immutable.
class Pickle {
 public:
  // Reads the pickle at the beginning of `bytes`, which must outlive this;
  // size() is where it ends.  Errors are of the form "byte 17: ...".
  static absl::StatusOr<Pickle> Parse(absl::Span<const uint8_t> bytes);

  const PickleValue& root() const { return values_[root_]; }
  const PickleValue& at(PickleRef ref) const { return values_[ref]; }
  int64_t size() const { return size_; }

  // Calls visit(value) for every value, in the pickle's order.
  template <typename Visit>
  void ForEach(Visit visit) const {
    for (const PickleValue& value : values_) visit(value);
  }

  // "an int", "an object of collections.Counter": for messages.
  std::string Describe(const PickleValue& value) const;

  // The value of `key` in a dict, or in an object with items like one; null
  // where it is not there.  The last counts, as in Python.
  const PickleValue* Lookup(const PickleValue& dict,
                            absl::string_view key) const;

 private:
  friend class PickleMachine;
  Pickle() = default;

  std::vector<PickleValue> values_;
  PickleRef root_ = 0;
  int64_t size_ = 0;
  std::vector<std::unique_ptr<const std::string>> names_;  // of kName
};

}  // namespace synfire

#endif  // SYNFIRE_DATA_PICKLE_PICKLE_H_
