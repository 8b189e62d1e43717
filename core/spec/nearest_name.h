// "Did you mean": the valid name nearest to one that is not.
#ifndef SYNFIRE_CORE_SPEC_NEAREST_NAME_H_
#define SYNFIRE_CORE_SPEC_NEAREST_NAME_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace synfire {

// The member of `names` closest to `name` in edit distance (letter case apart,
// two swapped neighbours are one edit), or "" where none is within a third of
// its length.  The first of equals.
std::string NearestName(absl::string_view name,
                        const std::vector<std::string>& names);

// "; did you mean 'kernel'?", or "; expected one of a, b, c" (at most 12), or
// "" where there are no names.
std::string Suggestion(absl::string_view name,
                       const std::vector<std::string>& names);

}  // namespace synfire

#endif  // SYNFIRE_CORE_SPEC_NEAREST_NAME_H_
