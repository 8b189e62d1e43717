#include "tools/train/split_file.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <vector>

#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "core/atomic_file.h"

namespace synfire {
namespace {

// A name may hold anything; a line holds one name.
std::string OneLine(const std::string& text) {
  return absl::StrReplaceAll(text, {{"\n", "\\n"}, {"\r", "\\r"}});
}

}  // namespace

std::string SplitText(const Dataset& dataset) {
  if (dataset.SampleName(0).empty()) return "";
  std::string text;
  for (int64_t i = 0; i < dataset.size(); ++i) {
    absl::StrAppend(&text, OneLine(dataset.SampleName(i)), "\n");
  }
  for (const SkippedSample& sample : dataset.skipped()) {
    absl::StrAppend(&text, "# left out: ", OneLine(sample.name), ": ",
                    OneLine(sample.error), "\n");
  }
  return text;
}

absl::Status WriteSplit(const std::string& path, const Dataset& dataset) {
  const std::string text = SplitText(dataset);
  return text.empty() ? absl::OkStatus() : WriteFileAtomically(path, text);
}

absl::Status CheckSameSplit(const std::string& path, const Dataset& dataset) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return absl::OkStatus();
  const std::string stored((std::istreambuf_iterator<char>(file)), {});
  const std::string now = SplitText(dataset);
  if (stored == now) return absl::OkStatus();
  const std::vector<absl::string_view> a = absl::StrSplit(stored, '\n');
  const std::vector<absl::string_view> b = absl::StrSplit(now, '\n');
  size_t line = 0;
  while (line < std::min(a.size(), b.size()) && a[line] == b[line]) ++line;
  const auto shown = [&](const std::vector<absl::string_view>& lines) {
    if (line >= lines.size() || lines[line].empty()) {
      return std::string("nothing");
    }
    return absl::StrCat("'", lines[line], "'");
  };
  return UserError(path, ":", line + 1,
                   ": the data are not those that the run "
                   "was begun with: ",
                   shown(a), " there, ", shown(b), " now");
}

std::string SkippedText(const Dataset& dataset) {
  const std::vector<SkippedSample>& skipped = dataset.skipped();
  if (skipped.empty()) return "";
  return absl::StrCat(skipped.size(), " of ", dataset.size() + skipped.size(),
                      skipped.size() == 1 ? " samples cannot be read and is"
                                          : " samples cannot be read and are",
                      " left out, the first: ", skipped[0].error);
}

}  // namespace synfire
