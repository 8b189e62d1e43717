#include "core/spec/nearest_name.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace synfire {
namespace {

constexpr size_t kLongestName = 64;  // bounds the time that a bad file costs
constexpr size_t kMostListed = 12;

// Insertions, deletions, substitutions and swaps of neighbours.
int EditDistance(absl::string_view a, absl::string_view b) {
  std::vector<int> before(b.size() + 1), above(b.size() + 1);
  std::vector<int> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = static_cast<int>(j);
  for (size_t i = 1; i <= a.size(); ++i) {
    before.swap(above);
    above.swap(row);
    row[0] = static_cast<int>(i);
    for (size_t j = 1; j <= b.size(); ++j) {
      const int substituted = above[j - 1] + (a[i - 1] != b[j - 1]);
      row[j] = std::min({substituted, above[j] + 1, row[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before[j - 2] + 1);
      }
    }
  }
  return row[b.size()];
}

}  // namespace

std::string NearestName(absl::string_view name,
                        const std::vector<std::string>& names) {
  if (name.size() > kLongestName) return "";
  const std::string given = absl::AsciiStrToLower(name);
  std::string nearest;
  int nearest_distance = 0;
  for (const std::string& candidate : names) {
    if (candidate.size() > kLongestName) continue;
    const int distance = EditDistance(given, absl::AsciiStrToLower(candidate));
    const int length =
        static_cast<int>(std::max(name.size(), candidate.size()));
    if (distance > (length + 1) / 3) continue;
    if (!nearest.empty() && distance >= nearest_distance) continue;
    nearest = candidate;
    nearest_distance = distance;
  }
  return nearest;
}

std::string Suggestion(absl::string_view name,
                       const std::vector<std::string>& names) {
  if (names.empty()) return "";
  const std::string nearest = NearestName(name, names);
  if (!nearest.empty()) return absl::StrCat("; did you mean '", nearest, "'?");
  const auto end = names.begin() + std::min(names.size(), kMostListed);
  return absl::StrCat(names.size() == 1 ? "; expected " : "; expected one of ",
                      absl::StrJoin(names.begin(), end, ", "),
                      names.size() > kMostListed ? ", ..." : "");
}

}  // namespace synfire
