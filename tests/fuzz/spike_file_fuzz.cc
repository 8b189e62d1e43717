// Any bytes are an HDF5 file whose data can be read, spike trains of units and
// times in order, or an error that names the file.
#include <cstddef>
#include <cstdint>
#include <memory>

#include "absl/strings/match.h"
#include "core/status.h"
#include "data/events/spike_file.h"
#include "data/hdf5/hdf5_file.h"
#include "data/random_access.h"

namespace synfire {
namespace {

constexpr int64_t kClasses = 20;

void CheckError(const absl::Status& status) {
  SYNFIRE_CHECK(absl::StartsWith(status.message(), "input: "));
}

void CheckArray(const Hdf5File& file, const char* path) {
  const absl::StatusOr<Hdf5Array> array = file.Find(path);
  if (!array.ok()) return CheckError(array.status());
  const auto integers = array->Integers();
  if (!integers.ok()) CheckError(integers.status());
  const auto texts = array->Texts();
  if (!texts.ok()) CheckError(texts.status());
}

void CheckSpikes(const std::shared_ptr<const RandomAccess>& bytes) {
  const auto spikes = SpikeFile::Open(bytes, kClasses);
  if (!spikes.ok()) return CheckError(spikes.status());
  Events events;
  for (int64_t i = 0; i < (*spikes)->size(); ++i) {
    const absl::Status status = (*spikes)->Read(i, &events);
    if (!status.ok()) {
      CheckError(status);
      continue;
    }
    const int64_t label = (*spikes)->LabelOf(i);
    SYNFIRE_CHECK(label >= 0 && label < kClasses);
    int64_t before = 0;
    for (const Event& event : events) {
      SYNFIRE_CHECK(event.x < kSpikeUnits && event.t >= before);
      before = event.t;
    }
  }
}

}  // namespace
}  // namespace synfire

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace synfire;
  const auto bytes =
      std::make_shared<MemoryBytes>("input", absl::MakeConstSpan(data, size));
  const absl::StatusOr<Hdf5File> file = Hdf5File::Open(bytes);
  if (!file.ok()) {
    CheckError(file.status());
    return 0;
  }
  for (const char* path : {"/labels", "/extra/keys", "/spikes/times"}) {
    CheckArray(*file, path);
  }
  CheckSpikes(bytes);
  return 0;
}
