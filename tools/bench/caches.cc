#include "tools/bench/caches.h"

#include <algorithm>
#include <fstream>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace synfire {
namespace {

std::string FirstLine(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  return line;
}

// "32K", "32M"; 0 where it is neither.
int64_t BytesOfSize(absl::string_view size) {
  int64_t unit = 1;
  if (absl::ConsumeSuffix(&size, "K")) unit = 1 << 10;
  if (absl::ConsumeSuffix(&size, "M")) unit = 1 << 20;
  int64_t count = 0;
  return absl::SimpleAtoi(size, &count) ? count * unit : 0;
}

// "0-3,8-11" is 8.
int CountOfList(absl::string_view list) {
  int count = 0;
  for (absl::string_view range : absl::StrSplit(list, ',')) {
    const std::vector<std::string> ends = absl::StrSplit(range, '-');
    int first = 0, last = 0;
    if (!absl::SimpleAtoi(ends.front(), &first)) continue;
    if (!absl::SimpleAtoi(ends.back(), &last)) continue;
    count += last - first + 1;
  }
  return std::max(count, 1);
}

}  // namespace

std::vector<Cache> DataCaches(const std::string& folder) {
  std::vector<Cache> caches;
  for (int i = 0;; ++i) {
    const std::string index = absl::StrCat(folder, "/index", i, "/");
    const std::string type = FirstLine(index + "type");
    if (type.empty()) break;
    Cache cache;
    if (type == "Instruction" ||
        !absl::SimpleAtoi(FirstLine(index + "level"), &cache.level)) {
      continue;
    }
    cache.bytes = BytesOfSize(FirstLine(index + "size"));
    cache.processors = CountOfList(FirstLine(index + "shared_cpu_list"));
    if (cache.bytes > 0) caches.push_back(cache);
  }
  std::sort(caches.begin(), caches.end(),
            [](const Cache& a, const Cache& b) { return a.level < b.level; });
  return caches;
}

}  // namespace synfire
