// Whether a value is one that an attribute takes.  Internal to core/spec.
#ifndef SYNFIRE_CORE_SPEC_ATTR_CHECK_H_
#define SYNFIRE_CORE_SPEC_ATTR_CHECK_H_

#include <string>

#include "core/spec/schema.h"

namespace synfire {

// `value` as the attribute holds it: an integer for a kFloat becomes a double,
// one number for a list becomes that list, a kCall its canonical text.  Errors
// name the attribute, what came and what was expected, without a column:
//   tau = 0.5 steps is out of range; expected > 1
absl::StatusOr<AttrValue> CheckValue(const AttrDef& def, AttrValue value);

// "an integer", "one of ADD, AND, IAND or none".
std::string ExpectedType(const AttrDef& def);

// ">= 1 and <= 8", "> 0", "" where any value will do.
std::string ExpectedRange(const AttrDef& def);

}  // namespace synfire

#endif  // SYNFIRE_CORE_SPEC_ATTR_CHECK_H_
