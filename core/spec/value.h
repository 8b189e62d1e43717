// Attribute values and named sets of them.
#ifndef SYNFIRE_CORE_SPEC_VALUE_H_
#define SYNFIRE_CORE_SPEC_VALUE_H_

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/strings/string_view.h"

namespace synfire {

struct None {  // written `none`
  friend bool operator==(None, None) { return true; }
};

// A string is a symbol (ADD), a quoted text, or a nested call in canonical
// text form ("atan(alpha = 2)").
using AttrValue = std::variant<None, bool, int64_t, double, std::string,
                               std::vector<int64_t>, std::vector<double>>;

// As it is written in a file: none, true, 3, 0.5 (floats keep a point or an
// exponent and read back exactly), ADD, "a text", [3, 3],
// [0.5, 1.0].  A string has quotes unless, without them, it reads back as
// itself.
std::string ToText(const AttrValue& value);

// Attributes in schema order.  Getters REQUIRE that the name is present and
// holds the type (a Schema has bound it); they abort otherwise.
class Attrs {
 public:
  bool Has(absl::string_view name) const;
  const AttrValue& Get(absl::string_view name) const;
  bool IsNone(absl::string_view name) const;
  bool Bool(absl::string_view name) const;
  int64_t Int(absl::string_view name) const;
  double Float(absl::string_view name) const;  // an int value converts
  const std::string& String(absl::string_view name) const;
  const std::vector<int64_t>& Ints(absl::string_view name) const;
  const std::vector<double>& Floats(absl::string_view name) const;

  // Replaces or appends.
  Attrs& Set(absl::string_view name, AttrValue value);

  const std::vector<std::pair<std::string, AttrValue>>& entries() const {
    return entries_;
  }
  // "kernel = [3, 3], bias = false"
  std::string ToText() const;

  friend bool operator==(const Attrs& a, const Attrs& b) {
    return a.entries_ == b.entries_;
  }

 private:
  const AttrValue* Find(absl::string_view name) const;
  std::vector<std::pair<std::string, AttrValue>> entries_;
};

}  // namespace synfire

#endif  // SYNFIRE_CORE_SPEC_VALUE_H_
