#include "tools/weights/weights_file.h"

#include <algorithm>
#include <fstream>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/strip.h"

namespace synfire {
namespace {

constexpr char kCounter[] = "num_batches_tracked";
constexpr char kPrefix[] = "module.";

// A safetensors file has a brace after 8 bytes; there a zip archive has the
// method of its first entry and a pickle its magic number.
bool IsTorch(const std::string& path) {
  constexpr size_t kLooked = 9;
  char bytes[kLooked] = {};
  std::ifstream file(path, std::ios::binary);
  file.read(bytes, kLooked);
  const size_t count = static_cast<size_t>(file.gcount());
  if (count == kLooked && bytes[kLooked - 1] == '{') return false;
  return IsTorchFile({reinterpret_cast<const uint8_t*>(bytes), count});
}

bool IsCounter(absl::string_view name) {
  return name == kCounter || absl::EndsWith(name, absl::StrCat(".", kCounter));
}

}  // namespace

absl::StatusOr<WeightsFile> WeightsFile::Open(const std::string& path) {
  WeightsFile file;
  if (IsTorch(path)) {
    SYNFIRE_ASSIGN_OR_RETURN(file.torch_, TorchFile::Open(path));
    file.tensors_ = file.torch_->tensors();
    file.notes_ = file.torch_->notes();
  } else {
    SYNFIRE_ASSIGN_OR_RETURN(file.safetensors_, SafetensorsFile::Open(path));
    file.tensors_ = file.safetensors_->tensors();
    file.metadata_ = file.safetensors_->metadata();
  }
  file.DropCounters();
  file.DropPrefix();
  return file;
}

void WeightsFile::DropCounters() {
  const size_t all = tensors_.size();
  tensors_.erase(std::remove_if(tensors_.begin(), tensors_.end(),
                                [](const TensorView& tensor) {
                                  return IsCounter(tensor.name);
                                }),
                 tensors_.end());
  if (tensors_.size() == all) return;
  notes_.push_back(
      absl::StrCat("left out ", all - tensors_.size(), " counters ", kCounter,
                   ": running statistics have a fixed momentum here"));
}

void WeightsFile::DropPrefix() {
  const bool everywhere =
      !tensors_.empty() &&
      std::all_of(tensors_.begin(), tensors_.end(),
                  [](const TensorView& tensor) {
                    return absl::StartsWith(tensor.name, kPrefix);
                  });
  if (!everywhere) return;
  for (TensorView& tensor : tensors_) {
    tensor.name = std::string(absl::StripPrefix(tensor.name, kPrefix));
  }
  notes_.push_back(absl::StrCat("all names began with '", kPrefix,
                                "', as of a model for several GPUs: left out"));
}

}  // namespace synfire
