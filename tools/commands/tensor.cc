#include "tools/commands/tensor.h"

#include <cmath>

#include "data/safetensors/writer.h"
#include "graph/op/real.h"
#include "tools/commands/axis_order.h"

namespace synfire {
namespace {

// [N,H,W,C] to [N,C,H,W], in each time step.
void ToChannelsFirst(Shape* shape, int64_t frames,
                     std::vector<double>* elements) {
  const Shape last = *shape;
  const int64_t positions = last[1] * last[2];
  std::vector<double> first(elements->size());
  TransposeImages(elements->data(), frames * last[0], positions, last[3],
                  first.data());
  *shape = Shape({last[0], last[3], last[1], last[2]});
  *elements = std::move(first);
}

template <typename T>
std::vector<uint8_t> BytesAs(const std::vector<double>& elements) {
  const std::vector<T> converted(elements.begin(), elements.end());
  const absl::Span<const uint8_t> bytes =
      AsBytes(absl::Span<const T>(converted));
  return {bytes.begin(), bytes.end()};
}

std::vector<uint8_t> Bytes(const Tensor& tensor) {
  if (tensor.dtype == DType::kI64) return BytesAs<int64_t>(tensor.elements);
  if (tensor.dtype == DType::kF64) return BytesAs<double>(tensor.elements);
  return BytesAs<float>(tensor.elements);
}

StoredType StoredTypeOf(DType dtype) {
  if (dtype == DType::kI64) return StoredType::kI64;
  return dtype == DType::kF64 ? StoredType::kF64 : StoredType::kF32;
}

Json Nested(const Tensor& tensor, int axis, int64_t* next) {
  if (axis == tensor.shape.rank()) return tensor.elements[(*next)++];
  Json array = Json::array();
  for (int64_t i = 0; i < tensor.shape[axis]; ++i) {
    array.push_back(Nested(tensor, axis + 1, next));
  }
  return array;
}

}  // namespace

Tensor OutputTensor(const Executable& executable, absl::string_view output) {
  const Graph& graph = executable.graph();
  const Type& type = graph.type(graph.FindOutput(output));
  Tensor tensor{type.dtype, type.shape, {}};
  const int64_t frames = type.temporal() ? graph.steps() : 1;
  VisitReal(type.dtype, [&](auto real) {
    const auto* from =
        static_cast<const decltype(real)*>(executable.output(output));
    tensor.elements.assign(from, from + type.Elements(graph.steps()));
  });
  // A parameter's gradient has its parameter's axes, which files share.
  if (output == "logits" && type.shape.rank() == 4) {
    ToChannelsFirst(&tensor.shape, frames, &tensor.elements);
  }
  if (type.temporal()) {
    std::vector<int64_t> dims = tensor.shape.dims();
    dims.insert(dims.begin(), frames);
    tensor.shape = Shape(std::move(dims));
  }
  return tensor;
}

Tensor VariableTensor(const Variable& variable) {
  return {variable.type.dtype, variable.type.shape,
          VariableStore::Read(variable)};
}

Json ToJson(const Tensor& tensor) {
  int64_t next = 0;
  return Nested(tensor, 0, &next);
}

double NormOf(const Tensor& tensor) {
  double squares = 0;
  for (double element : tensor.elements) squares += element * element;
  return std::sqrt(squares);
}

absl::Status WriteTensors(const std::string& path,
                          const NamedTensors& tensors) {
  std::vector<std::vector<uint8_t>> bytes;
  for (const auto& [name, tensor] : tensors) bytes.push_back(Bytes(tensor));
  std::vector<TensorToWrite> to_write;
  for (size_t i = 0; i < tensors.size(); ++i) {
    const auto& [name, tensor] = tensors[i];
    to_write.push_back(
        {name, StoredTypeOf(tensor.dtype), tensor.shape, bytes[i]});
  }
  return WriteSafetensors(path, to_write, {});
}

}  // namespace synfire
