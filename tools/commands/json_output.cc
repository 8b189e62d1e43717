#include "tools/commands/json_output.h"

#include <cmath>
#include <cstdio>
#include <string>

#include "absl/strings/str_cat.h"
#include "tools/commands/report.h"

namespace synfire {
namespace {

// Counts the numbers that are not finite; *first is the place of one of them.
int64_t CountNonFinite(const Json& json, const std::string& place,
                       std::string* first) {
  if (json.is_number_float()) {
    if (std::isfinite(json.get<double>())) return 0;
    if (first->empty()) *first = place;
    return 1;
  }
  int64_t count = 0;
  if (json.is_object()) {
    for (const auto& [key, value] : json.items()) {
      count += CountNonFinite(
          value, place.empty() ? key : absl::StrCat(place, ".", key), first);
    }
  } else if (json.is_array()) {
    for (size_t i = 0; i < json.size(); ++i) {
      count += CountNonFinite(json[i], absl::StrCat(place, "[", i, "]"), first);
    }
  }
  return count;
}

}  // namespace

void PrintJson(const Json& json) {
  std::string first;
  const int64_t count = CountNonFinite(json, "", &first);
  if (count > 0) {
    ReportWarning(
        absl::StrCat(count, count == 1 ? " number is" : " numbers are",
                     " not finite and printed as null; the first is ", first));
  }
  // A path need not be UTF-8.
  const std::string text =
      json.dump(-1, ' ', false, Json::error_handler_t::replace);
  std::fputs(text.c_str(), stdout);
  std::fputc('\n', stdout);
}

}  // namespace synfire
