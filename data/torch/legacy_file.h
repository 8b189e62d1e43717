// The format that torch.save wrote before PyTorch 1.6, and still writes when
// asked to:
//
//   pickle of the number 0x1950a86a20f9469cfc6c
//   pickle of the version, 1001
//   pickle of a dict: little_endian, sizes of C's types
//   pickle of the saved value
//   pickle of the list of the storages' keys
//   for each key: u64 number of elements, the elements
#ifndef SYNFIRE_DATA_TORCH_LEGACY_FILE_H_
#define SYNFIRE_DATA_TORCH_LEGACY_FILE_H_

#include <cstdint>
#include <map>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "core/status.h"
#include "data/pickle/pickle.h"
#include "data/torch/storages.h"

namespace synfire {

bool IsLegacyTorchFile(absl::Span<const uint8_t> bytes);

class LegacyTorchFile : public TorchStorages {
 public:
  // `bytes` must outlive this.  Errors give the byte, not the file.
  static absl::StatusOr<LegacyTorchFile> Parse(absl::Span<const uint8_t> bytes);

  const Pickle& value() const { return value_; }
  // Where the value's pickle begins.
  int64_t value_offset() const { return value_offset_; }

  absl::StatusOr<absl::Span<const uint8_t>> Get(absl::string_view key,
                                                int64_t size) override;

 private:
  LegacyTorchFile(Pickle value, int64_t value_offset)
      : value_(std::move(value)), value_offset_(value_offset) {}

  absl::Status FindStorages(absl::Span<const uint8_t> bytes, const Pickle& keys,
                            int64_t begin);

  Pickle value_;
  int64_t value_offset_;
  std::map<std::string, absl::Span<const uint8_t>, std::less<>> storages_;
};

}  // namespace synfire

#endif  // SYNFIRE_DATA_TORCH_LEGACY_FILE_H_
