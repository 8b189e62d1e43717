#include "graph/ir/type.h"

#include "absl/strings/ascii.h"
#include "absl/strings/strip.h"

namespace synfire {

absl::Status Type::CheckSize(int64_t steps) const {
  SYNFIRE_ASSIGN_OR_RETURN(int64_t bytes, shape.CheckedSize());
  if (__builtin_mul_overflow(bytes, static_cast<int64_t>(SizeOf(dtype)),
                             &bytes) ||
      __builtin_mul_overflow(bytes, temporal() ? steps : 1, &bytes) ||
      bytes > int64_t{1} << 60) {
    return UserError(ToString(), temporal() ? " over the time steps" : "",
                     " takes more than 2^60 bytes");
  }
  return absl::OkStatus();
}

std::string Type::ToString() const {
  return absl::StrCat(Name(dtype), temporal() ? " t" : "", shape.ToString());
}

absl::StatusOr<Type> Type::FromString(absl::string_view text) {
  const size_t bracket = text.find('[');
  if (bracket == absl::string_view::npos) {
    return UserError("'", text,
                     "' is no type; expected f32[2,3] or f32 t[2,3]");
  }
  Type type;
  absl::string_view head = text.substr(0, bracket);
  if (absl::ConsumeSuffix(&head, " t")) type.time = Time::kTemporal;
  SYNFIRE_ASSIGN_OR_RETURN(type.dtype,
                           DTypeFromName(absl::StripAsciiWhitespace(head)));
  SYNFIRE_ASSIGN_OR_RETURN(type.shape, Shape::FromString(text.substr(bracket)));
  return type;
}

}  // namespace synfire
