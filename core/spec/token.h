// Words of the call notation.  Internal to core/spec.
#ifndef SYNFIRE_CORE_SPEC_TOKEN_H_
#define SYNFIRE_CORE_SPEC_TOKEN_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "core/spec/value.h"
#include "core/status.h"

namespace synfire {

constexpr size_t kLongestText = 64 * 1024;

struct Token {
  enum class Kind { kName, kNumber, kText, kPunctuation, kEnd };
  Kind kind;
  absl::string_view text;  // as written, quotes included; views the input
  int column;              // in characters (not bytes), counted from 1
};

// The words of `text`, a kEnd last.  Errors: a text over kLongestText, a
// character that begins no word, a quote that does not close.
absl::StatusOr<std::vector<Token>> Tokenize(absl::string_view text);

// The value of a kNumber or, without quotes and escapes, of a kText.  The sign
// belongs to the literal so that -9223372036854775808 can be written.
absl::StatusOr<AttrValue> NumberValue(const Token& token, bool negative);
absl::StatusOr<std::string> TextValue(const Token& token);

// [A-Za-z_][A-Za-z0-9_]*, and none of true, false, none.
bool IsName(absl::string_view text);
bool IsReserved(absl::string_view text);

template <typename... Parts>
absl::Status ErrorAt(int column, const Parts&... parts) {
  return UserError("column ", column, ": ", parts...);
}

}  // namespace synfire

#endif  // SYNFIRE_CORE_SPEC_TOKEN_H_
