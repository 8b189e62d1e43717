// Whatever the text: errors that say where, or a model that expands, or an
// error that says where.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "absl/strings/match.h"
#include "graph/import/expand.h"
#include "graph/import/model_text.h"
#include "tests/graph/import/recording_builder.h"

namespace synfire {
namespace {

void Require(bool condition) {
  if (!condition) std::abort();
}

// The folder does not exist, so relative imports lead nowhere.
constexpr char kFile[] = "absent/fuzz.prototxt";

void RequireSaysWhere(const absl::Status& status) {
  Require(absl::StartsWith(status.message(), kFile) ||
          absl::StartsWith(status.message(), "--set "));
}

void Check(const std::string& text, const Settings& settings) {
  const auto model = ParseModelText(text, kFile, settings);
  if (!model.ok()) return RequireSaysWhere(model.status());
  RecordingBuilder builder;
  const absl::Status status = ExpandModel(*model, builder);
  if (!status.ok()) return RequireSaysWhere(status);
  Require(builder.EveryDelayedPathIsALayer());
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
