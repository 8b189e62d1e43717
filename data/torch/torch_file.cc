#include "data/torch/torch_file.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "data/pickle/pickle.h"
#include "data/safetensors/header.h"
#include "data/torch/legacy_file.h"
#include "data/torch/state_dict.h"
#include "data/torch/storages.h"
#include "data/torch/tensor.h"
#include "data/zip/zip_archive.h"

namespace synfire {
namespace {

constexpr char kPickleEntry[] = "/data.pkl";

struct Contents {
  std::vector<TensorView> tensors;  // without `file`
  std::vector<std::string> notes;
};

// `where` is put after the byte in messages.
absl::StatusOr<Contents> ReadContents(const Pickle& pickle,
                                      TorchStorages* storages,
                                      int64_t pickle_offset,
                                      absl::string_view where,
                                      OwnedBytes* copies) {
  SYNFIRE_ASSIGN_OR_RETURN(StateDict state, FindStateDict(pickle));
  Contents contents;
  contents.notes = std::move(state.notes);
  TorchTensors tensors(pickle, storages, copies);
  for (auto& [name, value] : state.tensors) {
    absl::StatusOr<TorchTensor> tensor = tensors.Make(*value);
    if (!tensor.ok()) {
      return Annotate(
          tensor.status(),
          absl::StrCat("byte ", pickle_offset + value->offset, where,
                       ": tensor ", QuoteForMessage(name), ": "));
    }
    contents.tensors.push_back({std::move(name), tensor->dtype,
                                std::move(tensor->shape), tensor->data, ""});
  }
  return contents;
}

// The folder of the archive that everything is in, with a slash.
absl::StatusOr<std::string> FindFolder(const ZipArchive& archive) {
  std::vector<std::string> folders;
  for (const ZipEntry& entry : archive.entries()) {
    absl::string_view folder = entry.name;
    if (absl::ConsumeSuffix(&folder, kPickleEntry) &&
        !absl::StrContains(folder, '/')) {
      folders.push_back(absl::StrCat(folder, "/"));
    }
  }
  if (folders.size() == 1) return folders[0];
  return UserError("the zip archive has ", folders.size(),
                   " entries NAME/data.pkl, expected 1: no file of torch.save");
}

absl::Status CheckByteOrder(const ZipArchive& archive,
                            const std::string& folder) {
  const ZipEntry* entry = archive.Find(absl::StrCat(folder, "byteorder"));
  if (entry == nullptr) return absl::OkStatus();  // older: always little
  constexpr int64_t kLongest = 16;
  if (entry->size <= kLongest) {
    std::vector<uint8_t> buffer;
    SYNFIRE_ASSIGN_OR_RETURN(const absl::Span<const uint8_t> bytes,
                             archive.Read(*entry, &buffer));
    if (std::string(bytes.begin(), bytes.end()) == "little") {
      return absl::OkStatus();
    }
  }
  return UserError("the file is not little-endian by its entry '", entry->name,
                   "'; save it again on another machine");
}

absl::StatusOr<Contents> ReadZip(absl::Span<const uint8_t> bytes,
                                 const std::string& file, OwnedBytes* copies) {
  SYNFIRE_ASSIGN_OR_RETURN(const ZipArchive archive,
                           ZipArchive::Parse(bytes, file));
  const std::string prefix = absl::StrCat(file, ": ");
  const absl::StatusOr<std::string> folder = FindFolder(archive);
  if (!folder.ok()) return Annotate(folder.status(), prefix);
  SYNFIRE_RETURN_IF_ERROR(Annotate(CheckByteOrder(archive, *folder), prefix));
  const ZipEntry* entry =
      archive.Find(absl::StrCat(absl::StripSuffix(*folder, "/"), kPickleEntry));
  copies->push_back(std::make_unique<std::vector<uint8_t>>());
  SYNFIRE_ASSIGN_OR_RETURN(const absl::Span<const uint8_t> text,
                           archive.Read(*entry, copies->back().get()));
  const absl::StatusOr<Pickle> pickle = Pickle::Parse(text);
  if (!pickle.ok()) {
    return Annotate(pickle.status(), absl::StrCat(prefix, entry->name, ": "));
  }
  ZipStorages storages(archive, *folder, static_cast<int64_t>(bytes.size()),
                       copies);
  absl::StatusOr<Contents> contents = ReadContents(
      *pickle, &storages, 0, absl::StrCat(" of ", entry->name), copies);
  if (!contents.ok()) return Annotate(contents.status(), prefix);
  return contents;
}

absl::StatusOr<Contents> ReadLegacy(absl::Span<const uint8_t> bytes,
                                    const std::string& file,
                                    OwnedBytes* copies) {
  absl::StatusOr<LegacyTorchFile> legacy = LegacyTorchFile::Parse(bytes);
  const std::string prefix = absl::StrCat(file, ": ");
  if (!legacy.ok()) return Annotate(legacy.status(), prefix);
  absl::StatusOr<Contents> contents = ReadContents(
      legacy->value(), &*legacy, legacy->value_offset(), "", copies);
  if (!contents.ok()) return Annotate(contents.status(), prefix);
  return contents;
}

}  // namespace

bool IsTorchFile(absl::Span<const uint8_t> bytes) {
  return IsZip(bytes) || (bytes.size() >= 2 && bytes[0] == 0x80 &&
                          bytes[1] >= 2 && bytes[1] <= 5);
}

absl::StatusOr<TorchFile> TorchFile::Open(const std::string& path) {
  SYNFIRE_ASSIGN_OR_RETURN(MappedFile mapping, MappedFile::Open(path));
  SYNFIRE_ASSIGN_OR_RETURN(TorchFile file, Parse(mapping.bytes(), path));
  file.mapping_ = std::move(mapping);
  return file;
}

absl::StatusOr<TorchFile> TorchFile::Parse(absl::Span<const uint8_t> bytes,
                                           absl::string_view name) {
  TorchFile file;
  file.file_ = std::make_unique<const std::string>(name);
  SYNFIRE_ASSIGN_OR_RETURN(Contents contents,
                           IsZip(bytes)
                               ? ReadZip(bytes, *file.file_, &file.copies_)
                               : ReadLegacy(bytes, *file.file_, &file.copies_));
  file.tensors_ = std::move(contents.tensors);
  for (TensorView& tensor : file.tensors_) tensor.file = *file.file_;
  file.notes_ = std::move(contents.notes);
  return file;
}

}  // namespace synfire
