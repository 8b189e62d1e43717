#include "tools/commands/attribute_text.h"

#include <cmath>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"

namespace synfire {
namespace {

std::string RangeText(const AttrDef& attr) {
  const bool low = std::isfinite(attr.min), high = std::isfinite(attr.max);
  const std::string min =
      absl::StrFormat("%s %.10g", attr.min_exclusive ? ">" : ">=", attr.min);
  const std::string max = absl::StrFormat("<= %.10g", attr.max);
  if (low && high) return absl::StrCat(min, ", ", max);
  return low ? min : high ? max : "";
}

std::string KindText(const AttrDef& attr) {
  if (attr.type == AttrType::kSymbol) return absl::StrJoin(attr.choices, "|");
  if (attr.type == AttrType::kInts && attr.length > 0) {
    return absl::StrCat("int or list of ", attr.length);
  }
  if (attr.type == AttrType::kFloats) {
    return attr.length > 0 ? absl::StrCat("float or list of ", attr.length)
                           : "float or list";
  }
  return TypeName(attr.type);
}

}  // namespace

std::string TypeName(AttrType type) {
  switch (type) {
    case AttrType::kBool:
      return "bool";
    case AttrType::kInt:
      return "int";
    case AttrType::kFloat:
      return "float";
    case AttrType::kSymbol:
      return "symbol";
    case AttrType::kText:
      return "text";
    case AttrType::kInts:
      return "list";
    case AttrType::kFloats:
      return "float list";
    case AttrType::kCall:
      return "call";
  }
  SYNFIRE_CHECK(false);
}

std::string DomainText(const AttrDef& attr) {
  std::string text = KindText(attr);
  for (const std::string& part : {RangeText(attr), attr.unit}) {
    if (!part.empty()) absl::StrAppend(&text, " ", part);
  }
  if (attr.none_allowed) absl::StrAppend(&text, " or none");
  return text;
}

std::string DefaultText(const AttrDef& attr) {
  if (!attr.fallback.has_value()) return "required";
  return absl::StrCat("= ", ToText(*attr.fallback));
}

}  // namespace synfire
