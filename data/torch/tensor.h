// Tensors as PyTorch pickles them.
#ifndef SYNFIRE_DATA_TORCH_TENSOR_H_
#define SYNFIRE_DATA_TORCH_TENSOR_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "core/shape.h"
#include "core/status.h"
#include "data/pickle/pickle.h"
#include "data/safetensors/stored_type.h"
#include "data/torch/storages.h"

namespace synfire {

struct TorchTensor {
  StoredType dtype = StoredType::kF32;
  Shape shape;
  absl::Span<const uint8_t> data;  // C order
};

// Whether `value` is one of torch's calls that make a tensor.
bool IsTorchTensor(const Pickle& pickle, const PickleValue& value);

// Makes tensors out of the values of one pickle.
class TorchTensors {
 public:
  // All must outlive this; `copies` receives what is not in C order.
  TorchTensors(const Pickle& pickle, TorchStorages* storages,
               OwnedBytes* copies)
      : pickle_(pickle), storages_(storages), copies_(copies) {}

  // REQUIRES: IsTorchTensor(value).  An error says what is wrong, not where.
  absl::StatusOr<TorchTensor> Make(const PickleValue& value);

 private:
  // The tensor as elements of its storage.
  struct View {
    absl::Span<const uint8_t> storage;
    int64_t bytes_an_element = 0;
    int64_t offset = 0;
    Shape shape, strides;
  };

  absl::StatusOr<TorchTensor> MakeView(const std::vector<PickleRef>& arguments,
                                       bool typed_by_argument);
  absl::StatusOr<absl::Span<const uint8_t>> Storage(const PickleValue& value,
                                                    StoredType* dtype);
  absl::StatusOr<absl::Span<const uint8_t>> InOrder(const View& view);

  const Pickle& pickle_;
  TorchStorages* const storages_;
  OwnedBytes* const copies_;
  int64_t storage_bytes_ = 0, tensor_bytes_ = 0;  // so far
  std::map<std::string, int64_t> seen_;           // storages
};

}  // namespace synfire

#endif  // SYNFIRE_DATA_TORCH_TENSOR_H_
