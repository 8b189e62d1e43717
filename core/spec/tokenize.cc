#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "core/spec/token.h"

namespace synfire {
namespace {

bool BeginsName(char c) { return absl::ascii_isalpha(c) || c == '_'; }
bool ContinuesName(char c) { return absl::ascii_isalnum(c) || c == '_'; }

size_t NameLength(absl::string_view rest) {
  size_t n = 0;
  while (n < rest.size() && ContinuesName(rest[n])) ++n;
  return n;
}

// Takes in what follows a number without a gap, so that 3x and 1.2.3 are one
// word, which NumberValue then refuses as a whole.
size_t NumberLength(absl::string_view rest) {
  size_t n = 0;
  for (; n < rest.size(); ++n) {
    const char c = rest[n];
    const bool exponent_sign =
        (c == '+' || c == '-') && n > 0 && (rest[n - 1] | 32) == 'e';
    if (!ContinuesName(c) && c != '.' && !exponent_sign) break;
  }
  return n;
}

// 0 where the quote does not close.
size_t TextLength(absl::string_view rest) {
  for (size_t n = 1; n < rest.size(); ++n) {
    if (rest[n] == rest[0]) return n + 1;
    if (rest[n] == '\\') ++n;
  }
  return 0;
}

// 0 where there is none.
size_t PunctuationLength(absl::string_view rest) {
  for (absl::string_view pair : {"||", "&&", "==", "!=", "<=", ">="}) {
    if (rest.substr(0, 2) == pair) return 2;
  }
  return absl::string_view("?:<>+-*/%!()[],=").find(rest[0]) !=
                 absl::string_view::npos
             ? 1
             : 0;
}

int Characters(absl::string_view text) {  // of UTF-8
  int count = 0;
  for (char c : text) count += (c & 0xC0) != 0x80;
  return count;
}

}  // namespace

bool IsReserved(absl::string_view text) {
  return text == "true" || text == "false" || text == "none";
}

bool IsName(absl::string_view text) {
  return !text.empty() && BeginsName(text[0]) &&
         NameLength(text) == text.size() && !IsReserved(text);
}

absl::StatusOr<std::vector<Token>> Tokenize(absl::string_view text) {
  using Kind = Token::Kind;
  if (text.size() > kLongestText) {
    return ErrorAt(1, "the text has ", text.size(), " bytes; at most ",
                   kLongestText, " are allowed");
  }
  std::vector<Token> tokens;
  int column = 1;
  size_t at = 0;
  while (at < text.size()) {
    const absl::string_view rest = text.substr(at);
    Kind kind = Kind::kPunctuation;
    size_t length;
    if (absl::ascii_isspace(rest[0])) {
      ++at;
      ++column;
      continue;
    }
    if (BeginsName(rest[0])) {
      kind = Kind::kName;
      length = NameLength(rest);
    } else if (absl::ascii_isdigit(rest[0]) || rest[0] == '.') {
      kind = Kind::kNumber;
      length = NumberLength(rest);
    } else if (rest[0] == '"' || rest[0] == '\'') {
      kind = Kind::kText;
      length = TextLength(rest);
      if (length == 0) {
        return ErrorAt(column, "the text that begins here has no closing ",
                       rest.substr(0, 1));
      }
    } else {
      length = PunctuationLength(rest);
      if (length == 0) {
        return ErrorAt(column, "'", absl::CHexEscape(rest.substr(0, 1)),
                       "' has no meaning here");
      }
    }
    tokens.push_back({kind, rest.substr(0, length), column});
    column += Characters(rest.substr(0, length));
    at += length;
  }
  tokens.push_back({Kind::kEnd, text.substr(text.size()), column});
  return tokens;
}

}  // namespace synfire
