#include "data/hdf5/block.h"

#include "absl/strings/escaping.h"

namespace synfire {

absl::StatusOr<Hdf5Block> Hdf5Block::Read(const RandomAccess& file,
                                          uint64_t begin, uint64_t size,
                                          absl::string_view what) {
  const uint64_t end = static_cast<uint64_t>(file.size());
  if (begin > end || size > end - begin) {
    return UserError(file.name(), ": byte ", begin, ": ", what, " of ", size,
                     " bytes should be here, the file has ", end,
                     ": it is cut short or corrupt");
  }
  std::vector<uint8_t> bytes(size);
  SYNFIRE_RETURN_IF_ERROR(
      file.Read(static_cast<int64_t>(begin), absl::MakeSpan(bytes)));
  return Hdf5Block(file.name(), begin, std::move(bytes));
}

absl::Span<const uint8_t> Hdf5Block::Take(uint64_t size) {
  if (size > left()) {
    if (status_.ok()) {
      status_ = Wrong("a field of ", size, " bytes has room for ", left(),
                      ": the file is corrupt");
    }
    at_ = bytes_.size();
    return {};
  }
  const absl::Span<const uint8_t> taken(bytes_.data() + at_, size);
  at_ += size;
  return taken;
}

uint64_t Hdf5Block::Number(uint64_t size) {
  const absl::Span<const uint8_t> bytes = Take(size);
  uint64_t number = 0;
  for (size_t i = bytes.size(); i-- > 0;) number = number << 8 | bytes[i];
  return number;
}

Hdf5Block Hdf5Block::Inner(uint64_t size) {
  const uint64_t begin = place();
  const absl::Span<const uint8_t> bytes = Take(size);
  return Hdf5Block(name_, begin, {bytes.begin(), bytes.end()});
}

absl::Status Hdf5Block::Expect(absl::string_view signature) {
  const absl::Status wrong = Wrong("expected '", absl::CHexEscape(signature),
                                   "': the file is corrupt");
  const absl::Span<const uint8_t> bytes = Take(signature.size());
  SYNFIRE_RETURN_IF_ERROR(status_);
  const absl::string_view found(reinterpret_cast<const char*>(bytes.data()),
                                bytes.size());
  return found == signature ? absl::OkStatus() : wrong;
}

}  // namespace synfire
