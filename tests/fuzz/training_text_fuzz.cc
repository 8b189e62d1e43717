// Whatever the text: errors that say where, or a training whose resolved text
// means the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "absl/strings/match.h"
#include "graph/import/text_proto.h"
#include "graph/import/training_text.h"

namespace synfire {
namespace {

void Require(bool condition) {
  if (!condition) std::abort();
}

constexpr char kFile[] = "fuzz.prototxt";

void Check(const std::string& text, const Settings& settings) {
  const auto training = ParseTrainingText(text, kFile, settings);
  if (!training.ok()) {
    const absl::string_view message = training.status().message();
    Require(absl::StartsWith(message, kFile) ||
            absl::StartsWith(message, "--set "));
    return;
  }
  const std::string resolved = ResolvedText(training->resolved);
  const auto again = ParseTrainingText(resolved, kFile);
  Require(again.ok() && ResolvedText(again->resolved) == resolved);
}

}  // namespace
}  // namespace synfire

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  synfire::Check(text, {});
  // The last line once more, as a setting.
  const size_t line = text.rfind('\n');
  if (line != std::string::npos) {
    synfire::Check(text.substr(0, line), {{text.substr(line + 1)}});
  }
  return 0;
}
