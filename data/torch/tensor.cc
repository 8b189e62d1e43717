#include "data/torch/tensor.h"

#include <cstring>
#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "data/torch/dtypes.h"

namespace synfire {
namespace {

using Kind = PickleValue::Kind;

constexpr absl::string_view kRebuildTensor = "torch._utils._rebuild_tensor";
constexpr absl::string_view kRebuildTensorV2 =
    "torch._utils._rebuild_tensor_v2";
constexpr absl::string_view kRebuildTensorV3 =
    "torch._utils._rebuild_tensor_v3";
constexpr absl::string_view kRebuildParameter =
    "torch._utils._rebuild_parameter";
constexpr absl::string_view kRebuildParameterWithState =
    "torch._utils._rebuild_parameter_with_state";

// torch's own limit.
constexpr size_t kMostAxes = 64;
// Tensors may share storages (tied weights), but a small file in which each of
// many takes all of one storage is a bomb.
constexpr int64_t kMostSharing = 16;

bool IsOneOf(absl::string_view name,
             std::initializer_list<absl::string_view> names) {
  for (absl::string_view other : names) {
    if (name == other) return true;
  }
  return false;
}

absl::StatusOr<int64_t> Integer(const Pickle& pickle, PickleRef ref,
                                absl::string_view what) {
  const PickleValue& value = pickle.at(ref);
  if (value.kind == Kind::kInt && value.integer >= 0) return value.integer;
  if (value.kind == Kind::kInt) {
    return UserError("its ", what, " is ", value.integer);
  }
  return UserError("its ", what, " is ", pickle.Describe(value),
                   ", expected an int");
}

absl::StatusOr<Shape> Integers(const Pickle& pickle, PickleRef ref,
                               absl::string_view what) {
  const PickleValue* tuple = &pickle.at(ref);
  // torch.Size((2, 3))
  if (tuple->kind == Kind::kObject &&
      pickle.at(tuple->callee).text == "torch.Size") {
    tuple = &pickle.at(tuple->arguments);
    if (tuple->items.size() == 1) tuple = &pickle.at(tuple->items[0]);
  }
  if (tuple->kind != Kind::kTuple && tuple->kind != Kind::kList) {
    return UserError("its ", what, " is ", pickle.Describe(*tuple),
                     ", expected a tuple");
  }
  if (tuple->items.size() > kMostAxes) {
    return UserError("its ", what, " has ", tuple->items.size(),
                     " axes, expected at most ", kMostAxes);
  }
  std::vector<int64_t> numbers;
  for (PickleRef item : tuple->items) {
    SYNFIRE_ASSIGN_OR_RETURN(const int64_t number, Integer(pickle, item, what));
    numbers.push_back(number);
  }
  return Shape(std::move(numbers));
}

// Whether elements lie in C order without gaps.  Strides of axes of one element
// mean nothing.
bool IsInOrder(const Shape& shape, const Shape& strides) {
  int64_t expected = 1;
  for (int axis = shape.rank() - 1; axis >= 0; --axis) {
    if (shape[axis] == 1) continue;
    if (strides[axis] != expected) return false;
    expected *= shape[axis];
  }
  return true;
}

// One more than the largest index of an element, or nothing where that does not
// fit into 63 bits.  REQUIRES: no axis is empty.
std::optional<int64_t> EndOf(int64_t offset, const Shape& shape,
                             const Shape& strides) {
  int64_t last = offset;
  for (int axis = 0; axis < shape.rank(); ++axis) {
    int64_t reach;
    if (__builtin_mul_overflow(shape[axis] - 1, strides[axis], &reach) ||
        __builtin_add_overflow(last, reach, &last)) {
      return std::nullopt;
    }
  }
  int64_t end;
  if (__builtin_add_overflow(last, 1, &end)) return std::nullopt;
  return end;
}

}  // namespace

bool IsTorchTensor(const Pickle& pickle, const PickleValue& value) {
  return value.kind == Kind::kObject &&
         absl::StartsWith(pickle.at(value.callee).text,
                          "torch._utils._rebuild_");
}

absl::StatusOr<TorchTensor> TorchTensors::Make(const PickleValue& value) {
  const absl::string_view callee = pickle_.at(value.callee).text;
  const PickleValue& arguments = pickle_.at(value.arguments);
  if (arguments.kind != Kind::kTuple) {
    return UserError(callee, " is called with ", pickle_.Describe(arguments),
                     ", expected a tuple");
  }
  if (IsOneOf(callee, {kRebuildParameter, kRebuildParameterWithState})) {
    if (arguments.items.empty()) return UserError("a parameter has no tensor");
    const PickleValue& tensor = pickle_.at(arguments.items[0]);
    const bool plain =
        IsTorchTensor(pickle_, tensor) &&
        IsOneOf(pickle_.at(tensor.callee).text,
                {kRebuildTensor, kRebuildTensorV2, kRebuildTensorV3});
    if (!plain) {
      return UserError("a parameter is made of ", pickle_.Describe(tensor),
                       ", expected a tensor");
    }
    return Make(tensor);
  }
  if (!IsOneOf(callee, {kRebuildTensor, kRebuildTensorV2, kRebuildTensorV3})) {
    return UserError("it is made by ", callee,
                     ", expected a dense tensor (sparse and quantized ones are "
                     "not read)");
  }
  return MakeView(arguments.items, callee == kRebuildTensorV3);
}

// (storage, offset, size, stride, requires_grad, hooks[, dtype][, metadata])
absl::StatusOr<TorchTensor> TorchTensors::MakeView(
    const std::vector<PickleRef>& arguments, bool typed_by_argument) {
  const size_t needed = typed_by_argument ? 7 : 4;
  if (arguments.size() < needed) {
    return UserError("it is made of ", arguments.size(),
                     " values, expected at least ", needed);
  }
  TorchTensor tensor;
  View view;
  SYNFIRE_ASSIGN_OR_RETURN(view.storage,
                           Storage(pickle_.at(arguments[0]), &tensor.dtype));
  if (typed_by_argument) {
    const PickleValue& name = pickle_.at(arguments[6]);
    const std::optional<StoredType> dtype = TypeOfTorchDtype(name.text);
    if (name.kind != Kind::kName || !dtype.has_value()) {
      return UserError("its dtype is ", pickle_.Describe(name),
                       ", which is not read");
    }
    tensor.dtype = *dtype;
  }
  view.bytes_an_element = BitsOf(tensor.dtype) / 8;
  SYNFIRE_ASSIGN_OR_RETURN(view.offset,
                           Integer(pickle_, arguments[1], "offset"));
  SYNFIRE_ASSIGN_OR_RETURN(view.shape, Integers(pickle_, arguments[2], "size"));
  SYNFIRE_ASSIGN_OR_RETURN(view.strides,
                           Integers(pickle_, arguments[3], "stride"));
  if (view.shape.rank() != view.strides.rank()) {
    return UserError("it has ", view.shape.rank(), " axes and ",
                     view.strides.rank(), " strides");
  }
  SYNFIRE_ASSIGN_OR_RETURN(tensor.data, InOrder(view));
  tensor.shape = std::move(view.shape);
  return tensor;
}

// ("storage", type, key, location, elements[, view])
absl::StatusOr<absl::Span<const uint8_t>> TorchTensors::Storage(
    const PickleValue& value, StoredType* dtype) {
  const PickleValue* parts = &value;
  if (value.kind == Kind::kPersistent) parts = &pickle_.at(value.arguments);
  if (value.kind != Kind::kPersistent || parts->kind != Kind::kTuple ||
      parts->items.size() < 5) {
    return UserError("its storage is ", pickle_.Describe(*parts),
                     ", expected one that the file holds");
  }
  const PickleValue& type = pickle_.at(parts->items[1]);
  const PickleValue& key = pickle_.at(parts->items[2]);
  const std::optional<StoredType> stored = TypeOfTorchStorage(type.text);
  if (type.kind != Kind::kName || !stored.has_value()) {
    return UserError("its storage is of type ", pickle_.Describe(type),
                     ", which is not read");
  }
  if (key.kind != Kind::kString) {
    return UserError("its storage's key is ", pickle_.Describe(key),
                     ", expected a string");
  }
  if (parts->items.size() > 5 &&
      pickle_.at(parts->items[5]).kind != Kind::kNone) {
    return UserError("its storage is a view of another one, which is not read");
  }
  SYNFIRE_ASSIGN_OR_RETURN(
      const int64_t elements,
      Integer(pickle_, parts->items[4], "storage's number of elements"));
  SYNFIRE_ASSIGN_OR_RETURN(const int64_t size,
                           BytesOf(*stored, Shape({elements})));
  SYNFIRE_ASSIGN_OR_RETURN(const absl::Span<const uint8_t> bytes,
                           storages_->Get(key.text, size));
  if (seen_.emplace(key.text, size).second) storage_bytes_ += size;
  *dtype = *stored;
  return bytes;
}

absl::StatusOr<absl::Span<const uint8_t>> TorchTensors::InOrder(
    const View& view) {
  const int64_t width = view.bytes_an_element;
  const int64_t available = static_cast<int64_t>(view.storage.size()) / width;
  SYNFIRE_ASSIGN_OR_RETURN(const int64_t count, view.shape.CheckedSize());
  if (count == 0) return view.storage.subspan(0, 0);
  const std::optional<int64_t> end =
      EndOf(view.offset, view.shape, view.strides);
  if (!end.has_value() || *end > available) {
    return UserError("its size ", view.shape.ToString(), ", stride ",
                     view.strides.ToString(), " and offset ", view.offset,
                     " reach outside its storage of ", available, " elements");
  }
  if (count > available) {
    return UserError("its size ", view.shape.ToString(), " and stride ",
                     view.strides.ToString(), " repeat the ", available,
                     " elements of its storage");
  }
  tensor_bytes_ += count * width;
  if (tensor_bytes_ / kMostSharing > storage_bytes_) {
    return UserError("with it the tensors take ", tensor_bytes_,
                     " bytes out of storages of ", storage_bytes_,
                     ": they repeat them too often");
  }
  if (IsInOrder(view.shape, view.strides)) {
    return view.storage.subspan(view.offset * width, count * width);
  }
  copies_->push_back(std::make_unique<std::vector<uint8_t>>(count * width));
  std::vector<uint8_t>& copy = *copies_->back();
  std::vector<int64_t> index(view.shape.rank(), 0);
  int64_t element = view.offset;
  for (int64_t i = 0; i < count; ++i) {
    std::memcpy(copy.data() + i * width, view.storage.data() + element * width,
                width);
    for (int axis = view.shape.rank() - 1; axis >= 0; --axis) {
      element += view.strides[axis];
      if (++index[axis] < view.shape[axis]) break;
      element -= view.strides[axis] * view.shape[axis];
      index[axis] = 0;
    }
  }
  return absl::Span<const uint8_t>(copy);
}

}  // namespace synfire
