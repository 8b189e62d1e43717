// The storages of a PyTorch file: arrays of bytes that its tensors are views
// of.
#ifndef SYNFIRE_DATA_TORCH_STORAGES_H_
#define SYNFIRE_DATA_TORCH_STORAGES_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "core/status.h"
#include "data/zip/zip_archive.h"

namespace synfire {

// Bytes that belong to nobody else; pointers into them stay valid.
using OwnedBytes = std::vector<std::unique_ptr<std::vector<uint8_t>>>;

class TorchStorages {
 public:
  virtual ~TorchStorages() = default;

  // The bytes of the storage called `key`; an error where it is not there or
  // not of `size` bytes.
  virtual absl::StatusOr<absl::Span<const uint8_t>> Get(absl::string_view key,
                                                        int64_t size) = 0;
};

// Those of a zip archive, in entries `folder`data/KEY.
class ZipStorages : public TorchStorages {
 public:
  // `archive` and `copies`, which receives what is packed, must outlive this.
  ZipStorages(const ZipArchive& archive, std::string folder,
              int64_t archive_size, OwnedBytes* copies)
      : archive_(archive),
        folder_(std::move(folder)),
        archive_size_(archive_size),
        copies_(copies) {}

  absl::StatusOr<absl::Span<const uint8_t>> Get(absl::string_view key,
                                                int64_t size) override;

 private:
  const ZipArchive& archive_;
  const std::string folder_;
  const int64_t archive_size_;
  OwnedBytes* const copies_;
  int64_t unpacked_ = 0;
  std::map<std::string, absl::Span<const uint8_t>, std::less<>> read_;
};

}  // namespace synfire

#endif  // SYNFIRE_DATA_TORCH_STORAGES_H_
