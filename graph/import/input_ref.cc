#include "graph/import/input_ref.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/string_view.h"
#include "graph/import/limits.h"
#include "graph/import/names.h"

namespace synfire {
namespace {

// "[t-k]", spaces left out; false for anything else.
bool ParseDelay(std::string text, int* delay) {
  text.erase(std::remove(text.begin(), text.end(), ' '), text.end());
  return text.size() > 4 && text.compare(0, 3, "[t-") == 0 &&
         text.back() == ']' && absl::ascii_isdigit(text[3]) &&
         absl::SimpleAtoi(text.substr(3, text.size() - 4), delay) &&
         *delay >= 1 && *delay <= kMaxDelay;
}

}  // namespace

absl::StatusOr<InputRef> ParseInputRef(const std::string& text,
                                       const Location& location) {
  InputRef ref;
  ref.location = location;
  const size_t bracket = text.find('[');
  if (bracket != std::string::npos &&
      !ParseDelay(text.substr(bracket), &ref.delay)) {
    return UserError("input '", text, "': expected x[t-k] with k from 1 to ",
                     kMaxDelay);
  }
  ref.name = std::string(
      absl::StripAsciiWhitespace(absl::string_view(text).substr(0, bracket)));
  if (IsPathName(ref.name)) return ref;
  return UserError("input '", text,
                   "': expected the name of a layer of the same model or "
                   "block, such as x, or x[t-1] for its value one step ago");
}

}  // namespace synfire
