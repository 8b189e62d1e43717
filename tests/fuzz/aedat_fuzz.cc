// Any bytes are an AEDAT 2.0 or 3.1 recording whose events lie on the sensor
// and, where a window is asked for, in it; or an error that names the file.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "absl/strings/match.h"
#include "core/status.h"
#include "data/aedat/aedat2.h"
#include "data/aedat/aedat3.h"

namespace synfire {
namespace {

void CheckError(const absl::Status& status) {
  SYNFIRE_CHECK(status.ok() ||
                absl::StartsWith(status.message(), "input: byte "));
}

void FuzzAedat2(absl::Span<const uint8_t> bytes) {
  Events events;
  const absl::Status status = ParseAedat2(bytes, "input", &events);
  CheckError(status);
  if (!status.ok()) return;
  SYNFIRE_CHECK(CheckAedat2(MemoryBytes("input", bytes)).ok());
  SYNFIRE_CHECK(events.size() <= bytes.size() / 8);
  for (const Event& event : events) {
    SYNFIRE_CHECK(kDvs128.Holds(event.x, event.y));
  }
}

void FuzzAedat3(absl::Span<const uint8_t> bytes) {
  auto recording =
      Aedat3Recording::Open(std::make_unique<MemoryBytes>("input", bytes));
  CheckError(recording.status());
  if (!recording.ok()) return;
  std::vector<uint8_t> scratch;
  Events all, early, late;
  const absl::Status status = (*recording)->Read({}, kDvs128, &scratch, &all);
  CheckError(status);
  if (!status.ok() || all.empty()) return;
  SYNFIRE_CHECK(all.size() <= bytes.size() / 8);
  const int64_t middle = all[all.size() / 2].t;
  SYNFIRE_CHECK(
      (*recording)->Read({INT64_MIN, middle}, kDvs128, &scratch, &early).ok());
  SYNFIRE_CHECK(
      (*recording)->Read({middle, INT64_MAX}, kDvs128, &scratch, &late).ok());
  SYNFIRE_CHECK(early.size() + late.size() == all.size());
  for (const Event& event : early) SYNFIRE_CHECK(event.t < middle);
  for (const Event& event : late) SYNFIRE_CHECK(event.t >= middle);
}

}  // namespace
}  // namespace synfire

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  synfire::FuzzAedat2(absl::MakeConstSpan(data, size));
  synfire::FuzzAedat3(absl::MakeConstSpan(data, size));
  return 0;
}
