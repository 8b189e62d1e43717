#include "data/torch/storages.h"

#include "absl/strings/escaping.h"

namespace synfire {
namespace {

// Weights hardly compress.  What expands further is a bomb.
constexpr int64_t kMostExpansion = 64;
constexpr int64_t kSmallExpansion = int64_t{16} << 20;

}  // namespace

absl::StatusOr<absl::Span<const uint8_t>> ZipStorages::Get(
    absl::string_view key, int64_t size) {
  const std::string name = absl::StrCat(folder_, "data/", key);
  const ZipEntry* entry = archive_.Find(name);
  if (entry == nullptr) {
    return UserError("its storage '", absl::CHexEscape(name),
                     "' is not in the archive");
  }
  if (entry->size != size) {
    return UserError("its storage '", name, "' has ", entry->size,
                     " bytes, expected ", size);
  }
  const auto known = read_.find(key);
  if (known != read_.end()) return known->second;
  copies_->push_back(std::make_unique<std::vector<uint8_t>>());
  if (entry->method != ZipEntry::Method::kStored) {
    unpacked_ += entry->size;
    if (unpacked_ > kSmallExpansion &&
        unpacked_ / kMostExpansion > archive_size_) {
      return UserError(
          "its storage '", name, "' and those before it expand to ", unpacked_,
          " bytes, out of a file of ", archive_size_, ": no weights do");
    }
  }
  SYNFIRE_ASSIGN_OR_RETURN(const absl::Span<const uint8_t> bytes,
                           archive_.Read(*entry, copies_->back().get()));
  read_.emplace(key, bytes);
  return bytes;
}

}  // namespace synfire
