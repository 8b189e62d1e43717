#include "tools/bench/resident_memory.h"

#include <fstream>
#include <iterator>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace synfire {
namespace {

std::string ReadStatus() {
  std::ifstream file("/proc/self/status");
  return std::string(std::istreambuf_iterator<char>(file), {});
}

// "5" sets VmHWM to VmRSS (proc(5)).
bool PeakIsForgotten() {
  std::ofstream file("/proc/self/clear_refs");
  file << "5" << std::flush;
  return file.good();
}

}  // namespace

std::optional<int64_t> StatusBytes(const std::string& status,
                                   absl::string_view field) {
  for (absl::string_view line : absl::StrSplit(status, '\n')) {
    if (!absl::ConsumePrefix(&line, field)) continue;
    if (!absl::ConsumePrefix(&line, ":")) continue;
    if (!absl::ConsumeSuffix(&line, "kB")) continue;
    int64_t kibibytes = 0;
    if (absl::SimpleAtoi(line, &kibibytes)) return kibibytes * 1024;
  }
  return std::nullopt;
}

ResidentGrowth::ResidentGrowth() {
  if (PeakIsForgotten()) start_ = StatusBytes(ReadStatus(), "VmRSS");
}

void ResidentGrowth::ForgetPeak() {
  if (!PeakIsForgotten()) start_ = std::nullopt;
}

std::optional<int64_t> ResidentGrowth::PeakBytes() const {
  const std::optional<int64_t> peak = StatusBytes(ReadStatus(), "VmHWM");
  if (!start_.has_value() || !peak.has_value()) return std::nullopt;
  return *peak > *start_ ? *peak - *start_ : 0;
}

}  // namespace synfire
