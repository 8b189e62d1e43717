// Any bytes are records whose every image and label can be read, or an error
// that names the file.
#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/strings/match.h"
#include "core/status.h"
#include "data/cifar/cifar_file.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace synfire;
  for (const CifarLayout& layout :
       {CifarLayout{{10}, 0}, CifarLayout{{20, 100}, 0},
        CifarLayout{{20, 100}, 1}}) {
    const absl::StatusOr<CifarFile> file = CifarFile::Parse(
        std::vector<uint8_t>(data, data + size), layout, "input");
    if (!file.ok()) {
      SYNFIRE_CHECK(absl::StartsWith(file.status().message(), "input: byte "));
      continue;
    }
    std::vector<float> image(3 * 32 * 32);
    for (int64_t i = 0; i < file->size(); ++i) {
      SYNFIRE_CHECK(file->label(i) >= 0);
      SYNFIRE_CHECK(file->label(i) < layout.classes[layout.label]);
      file->ReadImage(i, image.data());
      for (float value : image) SYNFIRE_CHECK(value >= 0 && value <= 1);
    }
  }
  return 0;
}
