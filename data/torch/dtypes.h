// PyTorch's names of element types.
#ifndef SYNFIRE_DATA_TORCH_DTYPES_H_
#define SYNFIRE_DATA_TORCH_DTYPES_H_

#include <optional>

#include "absl/strings/string_view.h"
#include "data/safetensors/stored_type.h"

namespace synfire {

// "torch.FloatStorage" to F32; nothing where there is no such type here.
std::optional<StoredType> TypeOfTorchStorage(absl::string_view name);

// "torch.float32" to F32, likewise.
std::optional<StoredType> TypeOfTorchDtype(absl::string_view name);

}  // namespace synfire

#endif  // SYNFIRE_DATA_TORCH_DTYPES_H_
