#include "graph/import/name_checks.h"

#include "absl/strings/str_cat.h"
#include "graph/import/names.h"

namespace synfire {

bool NameChecks::CheckPathName(absl::string_view noun, const std::string& name,
                               const Location& location) {
  if (IsPathName(name)) return true;
  errors_.Add(location, name.empty()
                            ? absl::StrCat(noun, ": 'name' is missing")
                            : absl::StrCat(noun, " '", name,
                                           "': a name is made of A-Z a-z "
                                           "0-9 and _ only"));
  return false;
}

bool NameChecks::CheckSpecName(absl::string_view noun, const std::string& name,
                               const Location& location) {
  if (!CheckPathName(noun, name, location)) return false;
  if (IsSpecName(name)) return true;
  errors_.Add(location, noun, " '", name,
              "': a name in expressions begins with a letter or _ and is "
              "not true, false or none");
  return false;
}

void NameChecks::CheckNew(absl::string_view noun, const std::string& name,
                          const Location& location,
                          std::map<std::string, Location>& seen) {
  const auto [first, is_new] = seen.emplace(name, location);
  if (!is_new) {
    errors_.Add(location, noun, " '", name, "': the name is already taken at ",
                first->second.ToString());
  }
}

}  // namespace synfire
