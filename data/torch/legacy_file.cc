#include "data/torch/legacy_file.h"

#include <cstring>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "data/safetensors/stored_type.h"
#include "data/torch/dtypes.h"

namespace synfire {
namespace {

using Kind = PickleValue::Kind;

// As a pickle's long has it.
constexpr char kMagic[] = "\x6C\xFC\x9C\x46\xF9\x20\x6A\xA8\x50\x19";
constexpr size_t kLongestMagicPickle = 64;
constexpr int64_t kVersion = 1001;

// The bytes of the first pickle, or 0 where it is not the magic number.
int64_t SizeOfMagic(absl::Span<const uint8_t> bytes) {
  const auto magic = Pickle::Parse(bytes.subspan(0, kLongestMagicPickle));
  if (!magic.ok() || magic->root().kind != Kind::kLong ||
      magic->root().text != kMagic) {
    return 0;
  }
  return magic->size();
}

// Reads one pickle after the other.
class Pickles {
 public:
  Pickles(absl::Span<const uint8_t> bytes, int64_t position)
      : bytes_(bytes), position_(position) {}

  absl::StatusOr<Pickle> Next(absl::string_view what) {
    absl::StatusOr<Pickle> pickle = Pickle::Parse(bytes_.subspan(position_));
    if (!pickle.ok()) {
      return Annotate(pickle.status(),
                      absl::StrCat(what, ", from byte ", position_, ": "));
    }
    position_ += pickle->size();
    return pickle;
  }

  int64_t position() const { return position_; }

 private:
  absl::Span<const uint8_t> bytes_;
  int64_t position_;
};

// Bytes of an element, by key, of all storages that the value names.
std::map<std::string, int64_t> WidthsOf(const Pickle& value) {
  std::map<std::string, int64_t> widths;
  value.ForEach([&](const PickleValue& persistent) {
    if (persistent.kind != Kind::kPersistent) return;
    const PickleValue& parts = value.at(persistent.arguments);
    if (parts.kind != Kind::kTuple || parts.items.size() < 3) return;
    const PickleValue& key = value.at(parts.items[2]);
    const std::optional<StoredType> type =
        TypeOfTorchStorage(value.at(parts.items[1]).text);
    if (key.kind != Kind::kString || !type.has_value()) return;
    widths.emplace(key.text, BitsOf(*type) / 8);
  });
  return widths;
}

}  // namespace

bool IsLegacyTorchFile(absl::Span<const uint8_t> bytes) {
  return SizeOfMagic(bytes) > 0;
}

absl::StatusOr<LegacyTorchFile> LegacyTorchFile::Parse(
    absl::Span<const uint8_t> bytes) {
  const int64_t magic = SizeOfMagic(bytes);
  if (magic == 0) {
    return UserError(
        "byte 0: no file of torch.save: it begins as a pickle, "
        "but not with torch's number");
  }
  Pickles pickles(bytes, magic);
  SYNFIRE_ASSIGN_OR_RETURN(const Pickle version, pickles.Next("the version"));
  if (version.root().kind != Kind::kInt || version.root().integer != kVersion) {
    return UserError("byte ", magic, ": the version is not ", kVersion);
  }
  SYNFIRE_ASSIGN_OR_RETURN(const Pickle system,
                           pickles.Next("the machine's properties"));
  const PickleValue* little = system.Lookup(system.root(), "little_endian");
  if (little == nullptr || little->kind != Kind::kBool ||
      little->integer == 0) {
    return UserError(
        "the file is of a machine that is not little-endian; save it again on "
        "another one");
  }
  const int64_t value_offset = pickles.position();
  SYNFIRE_ASSIGN_OR_RETURN(Pickle value, pickles.Next("the saved value"));
  SYNFIRE_ASSIGN_OR_RETURN(const Pickle keys,
                           pickles.Next("the storages' keys"));
  LegacyTorchFile file(std::move(value), value_offset);
  SYNFIRE_RETURN_IF_ERROR(file.FindStorages(bytes, keys, pickles.position()));
  return file;
}

absl::Status LegacyTorchFile::FindStorages(absl::Span<const uint8_t> bytes,
                                           const Pickle& keys, int64_t begin) {
  const std::map<std::string, int64_t> widths = WidthsOf(value_);
  if (keys.root().kind != Kind::kList) {
    return UserError("byte ", begin, ": the storages' keys are ",
                     keys.Describe(keys.root()), ", expected a list");
  }
  uint64_t at = static_cast<uint64_t>(begin);
  for (PickleRef ref : keys.root().items) {
    const PickleValue& key = keys.at(ref);
    if (key.kind != Kind::kString) {
      return UserError("byte ", begin, ": a storage's key is ",
                       keys.Describe(key), ", expected a string");
    }
    const auto width = widths.find(std::string(key.text));
    if (width == widths.end()) {
      return UserError("byte ", at, ": storage '", absl::CHexEscape(key.text),
                       "' is of a type that is not read, or of no tensor");
    }
    uint64_t elements = 0;
    if (bytes.size() - at < sizeof(elements)) {
      return UserError("byte ", at, ": the file ends before storage '",
                       absl::CHexEscape(key.text), "'");
    }
    std::memcpy(&elements, bytes.data() + at, sizeof(elements));
    at += sizeof(elements);
    const uint64_t left = bytes.size() - at;
    if (elements > left / static_cast<uint64_t>(width->second)) {
      return UserError("byte ", at, ": storage '", absl::CHexEscape(key.text),
                       "' has ", elements, " elements of ", width->second,
                       " bytes, but only ", left,
                       " bytes follow: the file is cut short");
    }
    const uint64_t size = elements * static_cast<uint64_t>(width->second);
    storages_[std::string(key.text)] = bytes.subspan(at, size);
    at += size;
  }
  return absl::OkStatus();
}

absl::StatusOr<absl::Span<const uint8_t>> LegacyTorchFile::Get(
    absl::string_view key, int64_t size) {
  const auto found = storages_.find(key);
  if (found == storages_.end()) {
    return UserError("its storage '", absl::CHexEscape(key),
                     "' is not in the file");
  }
  if (static_cast<int64_t>(found->second.size()) != size) {
    return UserError("its storage '", absl::CHexEscape(key), "' has ",
                     found->second.size(), " bytes, expected ", size);
  }
  return found->second;
}

}  // namespace synfire
