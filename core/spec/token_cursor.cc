#include "core/spec/token_cursor.h"

namespace synfire {

bool TokenCursor::Sees(absl::string_view punctuation) const {
  return Now().kind == Token::Kind::kPunctuation && Now().text == punctuation;
}

bool TokenCursor::TakeIf(absl::string_view punctuation) {
  const bool sees = Sees(punctuation);
  next_ += sees;
  return sees;
}

absl::Status TokenCursor::Expect(absl::string_view punctuation,
                                 absl::string_view why) {
  if (TakeIf(punctuation)) return absl::OkStatus();
  return Unexpected(absl::StrCat("'", punctuation, "' ", why));
}

absl::StatusOr<std::string> TokenCursor::ExpectName(absl::string_view what) {
  if (!IsName(Now().text)) return Unexpected(what);
  return std::string(Take().text);
}

absl::Status TokenCursor::ExpectEnd() const {
  if (Now().kind == Token::Kind::kEnd) return absl::OkStatus();
  return Unexpected("an operator or the end");
}

absl::Status TokenCursor::Unexpected(absl::string_view expected) const {
  if (Now().kind == Token::Kind::kEnd) {
    return ErrorAt(Now().column, "expected ", expected, ", found the end");
  }
  return ErrorAt(Now().column, "expected ", expected, ", found '", Now().text,
                 "'");
}

}  // namespace synfire
