// Whatever the bytes: an error, or views that lie inside them and convert.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "data/safetensors/convert.h"
#include "data/safetensors/reader.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto file = synfire::SafetensorsFile::Parse({data, size}, "fuzz");
  if (!file.ok()) {
    if (file.status().message().empty()) std::abort();
    return 0;
  }
  size_t total = 0;
  for (const synfire::TensorView& tensor : file->tensors()) {
    if (tensor.data.data() < data ||
        tensor.data.data() + tensor.data.size() > data + size) {
      std::abort();
    }
    total += tensor.data.size();
    if (file->Find(tensor.name) != &tensor) std::abort();
    const auto f32 = synfire::ReadAsF32(tensor);
    const auto f64 = synfire::ReadAsF64(tensor);
    const auto i64 = synfire::ReadAsI64(tensor);
    const size_t elements = static_cast<size_t>(tensor.shape.size());
    if (f32.ok() && f32->size() != elements) std::abort();
    if (f64.ok() && f64->size() != elements) std::abort();
    if (i64.ok() && i64->size() != elements) std::abort();
  }
  if (total > size) std::abort();
  return 0;
}
