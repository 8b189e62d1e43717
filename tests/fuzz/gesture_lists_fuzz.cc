// Any text is the labels of a recording of DVS Gesture, or a list of
// recordings, or an error that names the file and the line.
#include <cstddef>
#include <cstdint>

#include "absl/strings/match.h"
#include "core/status.h"
#include "data/events/gesture_lists.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace synfire;
  const absl::string_view text(reinterpret_cast<const char*>(data), size);
  const auto labels = ParseGestureLabels(text, "input");
  if (labels.ok()) {
    SYNFIRE_CHECK(!labels->empty());
    for (const GestureTrial& trial : *labels) {
      SYNFIRE_CHECK(trial.label >= 0 && trial.label < kGestures);
      SYNFIRE_CHECK(trial.window.begin < trial.window.end);
    }
  } else {
    SYNFIRE_CHECK(absl::StartsWith(labels.status().message(), "input:"));
  }
  const auto trials = ParseGestureTrials(text, "input");
  if (trials.ok()) {
    for (const std::string& name : *trials) {
      SYNFIRE_CHECK(absl::EndsWith(name, ".aedat"));
      SYNFIRE_CHECK(!absl::StrContains(name, '/'));
    }
  } else {
    SYNFIRE_CHECK(absl::StartsWith(trials.status().message(), "input:"));
  }
  return 0;
}
