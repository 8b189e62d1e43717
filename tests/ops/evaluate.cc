#include "tests/ops/evaluate.h"

#include <cstring>
#include <memory>

namespace synfire {
namespace {

template <typename T>
std::vector<double> Widen(const Bytes& bytes) {
  std::vector<double> values(bytes.size() / sizeof(T));
  for (size_t i = 0; i < values.size(); ++i) {
    T element;
    std::memcpy(&element, bytes.data() + i * sizeof(T), sizeof(T));
    values[i] = static_cast<double>(element);
  }
  return values;
}

template <typename T>
Bytes Narrow(const std::vector<double>& values) {
  Bytes bytes(values.size() * sizeof(T));
  for (size_t i = 0; i < values.size(); ++i) {
    const T element = static_cast<T>(values[i]);
    std::memcpy(bytes.data() + i * sizeof(T), &element, sizeof(T));
  }
  return bytes;
}

}  // namespace

std::vector<const Bytes*> InputsOf(const Node& node,
                                   const std::vector<Bytes>& values) {
  std::vector<const Bytes*> inputs;
  for (ValueId id : node.inputs) {
    inputs.push_back(id == kNone ? nullptr : &values[id]);
  }
  return inputs;
}

absl::StatusOr<std::vector<Bytes>> Evaluate(
    const Graph& graph, const std::map<std::string, Bytes>& given) {
  std::vector<Bytes> values(graph.num_values());
  std::vector<bool> computed(graph.num_values(), false);
  for (ValueId id = 0; id < graph.num_values(); ++id) {
    const Value& value = graph.value(id);
    if (value.role == Role::kResult) continue;
    const auto it = given.find(value.name);
    if (it == given.end()) return UserError(value.name, " is not given");
    const int64_t size = BytesOf(value.type, graph.steps(), Form::kPlain);
    if (static_cast<int64_t>(it->second.size()) != size) {
      return UserError(value.name, " is given ", it->second.size(),
                       " bytes, expected ", size);
    }
    values[id] = it->second;
    computed[id] = true;
  }
  for (NodeId id = 0; id < graph.num_nodes(); ++id) {
    const Node& node = graph.node(id);
    for (ValueId input : node.inputs) {
      if (input != kNone && !computed[input]) {
        return UserError(node.name, " reads ", graph.value(input).name,
                         ", which is not computed yet");
      }
    }
    const KernelProblem problem = ProblemOf(graph, node);
    const std::unique_ptr<Kernel> kernel =
        MakeFunctionKernel(problem, node.op->reference());
    absl::StatusOr<std::vector<Bytes>> outputs =
        RunGuarded(problem, *kernel, InputsOf(node, values));
    if (!outputs.ok()) {
      return Annotate(outputs.status(),
                      absl::StrCat(node.op->name(), " '", node.name, "' "));
    }
    for (size_t i = 0; i < node.outputs.size(); ++i) {
      values[node.outputs[i]] = std::move((*outputs)[i]);
      computed[node.outputs[i]] = true;
    }
  }
  return values;
}

std::vector<double> ToDoubles(DType dtype, const Bytes& bytes) {
  switch (dtype) {
    case DType::kF32:
      return Widen<float>(bytes);
    case DType::kF64:
      return Widen<double>(bytes);
    case DType::kI64:
      return Widen<int64_t>(bytes);
    case DType::kI32:
      return Widen<int32_t>(bytes);
    case DType::kU8:
      return Widen<uint8_t>(bytes);
    case DType::kBF16:
      break;
  }
  SYNFIRE_CHECK(false);
}

Bytes FromDoubles(DType dtype, const std::vector<double>& values) {
  switch (dtype) {
    case DType::kF32:
      return Narrow<float>(values);
    case DType::kF64:
      return Narrow<double>(values);
    case DType::kI64:
      return Narrow<int64_t>(values);
    case DType::kI32:
      return Narrow<int32_t>(values);
    case DType::kU8:
      return Narrow<uint8_t>(values);
    case DType::kBF16:
      break;
  }
  SYNFIRE_CHECK(false);
}

}  // namespace synfire
