// Whatever the bytes: an error, or tensors of the size that their shape says.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "data/safetensors/convert.h"
#include "data/safetensors/stored_type.h"
#include "data/torch/torch_file.h"

namespace {

void Check(absl::Span<const uint8_t> bytes) {
  const auto file = synfire::TorchFile::Parse(bytes, "fuzz");
  if (!file.ok()) {
    if (file.status().message().empty()) std::abort();
    return;
  }
  for (const synfire::TensorView& tensor : file->tensors()) {
    const auto size = synfire::BytesOf(tensor.dtype, tensor.shape);
    if (!size.ok()) std::abort();
    if (static_cast<int64_t>(tensor.data.size()) != *size) std::abort();
    const auto numbers = synfire::ReadAsF64(tensor);
    if (numbers.ok() &&
        static_cast<int64_t>(numbers->size()) != tensor.shape.size()) {
      std::abort();
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  Check({data, size});
  return 0;
}
