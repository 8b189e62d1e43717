#include "data/safetensors/writer.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <tuple>
#include <vector>

#include "absl/strings/str_join.h"
#include "core/atomic_file.h"
#include "data/safetensors/header.h"

namespace synfire {
namespace {

static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__,
              "tensors are stored as they lie in memory");

using Ordered = std::vector<const TensorToWrite*>;

// `text` as a JSON string, with its quotes.
absl::StatusOr<std::string> Quoted(absl::string_view text) {
  try {
    return nlohmann::json(std::string(text)).dump();
  } catch (const nlohmann::json::exception&) {
    return UserError(QuoteForMessage(text), " is no UTF-8 text");
  }
}

Ordered InFileOrder(absl::Span<const TensorToWrite> tensors) {
  Ordered order;
  for (const TensorToWrite& tensor : tensors) order.push_back(&tensor);
  std::sort(order.begin(), order.end(), [](const auto* a, const auto* b) {
    return std::tie(b->dtype, a->name) < std::tie(a->dtype, b->name);
  });
  return order;
}

absl::Status CheckNames(const Ordered& order) {
  std::vector<absl::string_view> names;
  for (const TensorToWrite* tensor : order) names.push_back(tensor->name);
  std::sort(names.begin(), names.end());
  const auto twice = std::adjacent_find(names.begin(), names.end());
  if (twice != names.end()) {
    return UserError("tensor ", QuoteForMessage(*twice), " comes twice");
  }
  if (std::binary_search(names.begin(), names.end(), kSafetensorsMetadataKey)) {
    return UserError("a tensor cannot be called '", kSafetensorsMetadataKey,
                     "': the format keeps that name for itself");
  }
  return absl::OkStatus();
}

absl::Status CheckSize(const TensorToWrite& tensor) {
  const std::string who =
      absl::StrCat("tensor ", QuoteForMessage(tensor.name), ": ");
  const absl::StatusOr<int64_t> bytes = BytesOf(tensor.dtype, tensor.shape);
  if (!bytes.ok()) return Annotate(bytes.status(), who);
  if (static_cast<int64_t>(tensor.data.size()) != *bytes) {
    return UserError(who, "the data has ", tensor.data.size(),
                     " bytes, expected ", *bytes, " for ", Name(tensor.dtype),
                     " ", tensor.shape.ToString());
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> MetadataText(
    const std::map<std::string, std::string>& metadata) {
  std::vector<std::string> pairs;
  for (const auto& [key, value] : metadata) {
    SYNFIRE_ASSIGN_OR_RETURN(const std::string quoted_key, Quoted(key));
    SYNFIRE_ASSIGN_OR_RETURN(const std::string quoted_value, Quoted(value));
    pairs.push_back(absl::StrCat(quoted_key, ":", quoted_value));
  }
  return absl::StrCat("\"", kSafetensorsMetadataKey, "\":{",
                      absl::StrJoin(pairs, ","), "}");
}

absl::StatusOr<std::string> HeaderText(
    const Ordered& order, const std::map<std::string, std::string>& metadata) {
  std::vector<std::string> entries;
  if (!metadata.empty()) {
    SYNFIRE_ASSIGN_OR_RETURN(std::string text, MetadataText(metadata));
    entries.push_back(std::move(text));
  }
  uint64_t begin = 0;
  for (const TensorToWrite* tensor : order) {
    SYNFIRE_RETURN_IF_ERROR(CheckSize(*tensor));
    SYNFIRE_ASSIGN_OR_RETURN(const std::string name, Quoted(tensor->name));
    const uint64_t end = begin + tensor->data.size();
    entries.push_back(absl::StrCat(name, ":{\"dtype\":\"", Name(tensor->dtype),
                                   "\",\"shape\":", tensor->shape.ToString(),
                                   ",\"data_offsets\":[", begin, ",", end,
                                   "]}"));
    begin = end;
  }
  std::string text = absl::StrCat("{", absl::StrJoin(entries, ","), "}");
  text.append((8 - text.size() % 8) % 8, ' ');
  if (text.size() > static_cast<size_t>(kMaxSafetensorsHeader)) {
    return UserError("the header takes ", text.size(),
                     " bytes; the format allows ", kMaxSafetensorsHeader);
  }
  return text;
}

absl::StatusOr<std::string> CheckedHeader(
    const Ordered& order, const std::map<std::string, std::string>& metadata) {
  SYNFIRE_RETURN_IF_ERROR(CheckNames(order));
  return HeaderText(order, metadata);
}

absl::string_view AsText(const void* bytes, size_t size) {
  return {static_cast<const char*>(bytes), size};
}

}  // namespace

absl::Status WriteSafetensors(
    const std::string& path, absl::Span<const TensorToWrite> tensors,
    const std::map<std::string, std::string>& metadata) {
  const Ordered order = InFileOrder(tensors);
  const absl::StatusOr<std::string> header = CheckedHeader(order, metadata);
  if (!header.ok()) {
    return Annotate(header.status(), absl::StrCat("cannot write ", path, ": "));
  }
  const uint64_t length = header->size();
  SYNFIRE_ASSIGN_OR_RETURN(AtomicFile file, AtomicFile::Create(path));
  SYNFIRE_RETURN_IF_ERROR(file.Append(AsText(&length, sizeof(length))));
  SYNFIRE_RETURN_IF_ERROR(file.Append(*header));
  for (const TensorToWrite* tensor : order) {
    SYNFIRE_RETURN_IF_ERROR(
        file.Append(AsText(tensor->data.data(), tensor->data.size())));
  }
  return file.Commit();
}

}  // namespace synfire
