#include "data/events/gesture_lists.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"

namespace synfire {
namespace {

constexpr absl::string_view kHeader = "class,startTime_usec,endTime_usec";

// Text from a file, fit for a message.
std::string Shown(absl::string_view text) {
  constexpr size_t kLongest = 60;
  return absl::CHexEscape(text.substr(0, kLongest));
}

absl::StatusOr<GestureTrial> ParseRow(absl::string_view line) {
  const std::vector<absl::string_view> fields = absl::StrSplit(line, ',');
  if (fields.size() != 3) {
    return UserError("the row '", Shown(line), "' has ", fields.size(),
                     fields.size() == 1 ? " field" : " fields",
                     ", expected 3: ", kHeader);
  }
  int64_t numbers[3];
  for (int i = 0; i < 3; ++i) {
    if (absl::SimpleAtoi(fields[i], &numbers[i])) continue;
    return UserError("'", Shown(fields[i]), "' is no integer");
  }
  if (numbers[0] < 1 || numbers[0] > kGestures) {
    return UserError("class ", numbers[0], " is out of range, expected 1 to ",
                     kGestures);
  }
  if (numbers[1] < 0 || numbers[2] <= numbers[1]) {
    return UserError("the gesture lasts from ", numbers[1], " to ", numbers[2],
                     " us, expected 0 <= start < end");
  }
  GestureTrial trial;
  trial.label = numbers[0] - 1;
  trial.window = {numbers[1], numbers[2]};
  return trial;
}

}  // namespace

absl::StatusOr<std::vector<GestureTrial>> ParseGestureLabels(
    absl::string_view text, const std::string& name) {
  std::vector<GestureTrial> trials;
  int line_number = 0;
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    ++line_number;
    line = absl::StripAsciiWhitespace(line);
    if (line_number == 1) {
      if (line == kHeader) continue;
      return UserError(name, ":1: the header is '", Shown(line),
                       "', expected '", kHeader, "'");
    }
    if (line.empty()) continue;
    absl::StatusOr<GestureTrial> trial = ParseRow(line);
    if (!trial.ok()) {
      return Annotate(trial.status(),
                      absl::StrCat(name, ":", line_number, ": "));
    }
    trials.push_back(*trial);
  }
  if (!trials.empty()) return trials;
  return UserError(name, ":", line_number, ": there is no row");
}

absl::StatusOr<std::vector<std::string>> ParseGestureTrials(
    absl::string_view text, const std::string& name) {
  std::vector<std::string> trials;
  int line_number = 0;
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    ++line_number;
    line = absl::StripAsciiWhitespace(line);
    if (line.empty()) continue;
    const std::string at = absl::StrCat(name, ":", line_number, ": ");
    if (!absl::EndsWith(line, ".aedat") || absl::StrContains(line, '/') ||
        absl::StrContains(line, '\0')) {
      return UserError(at, "'", Shown(line),
                       "' is no recording, expected a name like "
                       "user01_led.aedat");
    }
    if (std::count(trials.begin(), trials.end(), line) > 0) {
      return UserError(at, "'", Shown(line), "' is there twice");
    }
    trials.emplace_back(line);
  }
  if (!trials.empty()) return trials;
  return UserError(name, ": there is no name of a recording");
}

}  // namespace synfire
