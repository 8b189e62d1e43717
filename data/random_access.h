// Bytes that can be read from any place: a file, or memory.
#ifndef SYNFIRE_DATA_RANDOM_ACCESS_H_
#define SYNFIRE_DATA_RANDOM_ACCESS_H_

#include <cstdint>
#include <cstring>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "core/status.h"

namespace synfire {

// Immutable to its readers, of which there may be many at once.
class RandomAccess {
 public:
  virtual ~RandomAccess() = default;

  virtual const std::string& name() const = 0;  // for messages
  virtual int64_t size() const = 0;

  // Fills `out` with the bytes from `offset` on.  Errors begin with the name.
  // REQUIRES: 0 <= offset, offset + out.size() <= size().
  virtual absl::Status Read(int64_t offset, absl::Span<uint8_t> out) const = 0;
};

// A view of memory that the caller keeps.
class MemoryBytes : public RandomAccess {
 public:
  MemoryBytes(absl::string_view name, absl::Span<const uint8_t> bytes)
      : name_(name), bytes_(bytes) {}

  const std::string& name() const override { return name_; }
  int64_t size() const override { return static_cast<int64_t>(bytes_.size()); }
  absl::Status Read(int64_t offset, absl::Span<uint8_t> out) const override {
    if (!out.empty()) {
      std::memcpy(out.data(), bytes_.data() + offset, out.size());
    }
    return absl::OkStatus();
  }

 private:
  const std::string name_;
  const absl::Span<const uint8_t> bytes_;
};

}  // namespace synfire

#endif  // SYNFIRE_DATA_RANDOM_ACCESS_H_
