#include "tools/commands/report.h"

#include <cstdio>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace synfire {
namespace {

void Report(const char* prefix, absl::string_view message) {
  // What was printed before stands above, also where both go to one file.
  std::fflush(stdout);
  std::string text;
  for (absl::string_view line : absl::StrSplit(message, '\n')) {
    const bool goes_on = !line.empty() && line[0] == ' ';
    absl::StrAppend(&text, goes_on ? "" : prefix, line, "\n");
  }
  std::fputs(text.c_str(), stderr);
}

}  // namespace

void ReportError(const absl::Status& status) {
  Report("synfire: error: ", status.message());
}

void ReportNote(absl::string_view message) { Report("synfire: ", message); }

void ReportWarning(absl::string_view message) {
  Report("synfire: warning: ", message);
}

}  // namespace synfire
