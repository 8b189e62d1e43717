// A place in a list of tokens, and the errors of finding the wrong one there.
// Internal to core/spec.
#ifndef SYNFIRE_CORE_SPEC_TOKEN_CURSOR_H_
#define SYNFIRE_CORE_SPEC_TOKEN_CURSOR_H_

#include <string>
#include <utility>
#include <vector>

#include "core/spec/token.h"

namespace synfire {

class TokenCursor {
 public:
  // `tokens` as Tokenize makes them: the last is kEnd and is never passed.
  explicit TokenCursor(std::vector<Token> tokens)
      : tokens_(std::move(tokens)) {}

  const Token& Now() const { return tokens_[next_]; }
  // The token taken last.  REQUIRES: there is one.
  const Token& Taken() const { return tokens_[next_ - 1]; }
  // REQUIRES: Now() is not kEnd.
  const Token& Take() { return tokens_[next_++]; }

  bool Sees(absl::string_view punctuation) const;
  // Takes it where it sees it, and says whether.
  bool TakeIf(absl::string_view punctuation);

  // Takes it or is an error: "column 9: expected ')' to close the bracket,
  // found the end".
  absl::Status Expect(absl::string_view punctuation, absl::string_view why);
  absl::StatusOr<std::string> ExpectName(absl::string_view what);
  absl::Status ExpectEnd() const;
  absl::Status Unexpected(absl::string_view expected) const;

 private:
  std::vector<Token> tokens_;
  size_t next_ = 0;
};

}  // namespace synfire

#endif  // SYNFIRE_CORE_SPEC_TOKEN_CURSOR_H_
