#include "graph/plan/forms.h"

#include <algorithm>

namespace synfire {
namespace {

constexpr int64_t kLargestByte = 255;
// Rows of channels in whole bytes, so that a kernel finds each row.
constexpr int64_t kBitsOfAByte = 8;

bool Contains(const std::vector<int>& ports, size_t port) {
  return std::find(ports.begin(), ports.end(), static_cast<int>(port)) !=
         ports.end();
}

Form FormFor(const Type& type, int64_t largest) {
  if (largest == 0 || largest > kLargestByte || type.dtype != DType::kF32) {
    return Form::kPlain;
  }
  const bool whole = type.shape.rank() > 0 && type.shape.size() > 0 &&
                     type.shape.back() % kBitsOfAByte == 0;
  if (!whole) return Form::kPlain;
  return largest == 1 ? Form::kBits : Form::kBytes;
}

// The values that one port of one node reads, input 0, and that node and the
// maker can defer.
std::vector<ValueId> Deferrable(
    const Graph& graph, const std::vector<const KernelCandidate*>& chosen) {
  std::vector<int> readers(graph.num_values(), 0);
  for (NodeId id = 0; id < graph.num_nodes(); ++id) {
    for (ValueId input : graph.node(id).inputs) {
      if (input != kNone) ++readers[input];
    }
  }
  std::vector<ValueId> found;
  for (NodeId id = 0; id < graph.num_nodes(); ++id) {
    const Node& node = graph.node(id);
    if (!chosen[id]->takes_deferred) continue;
    const ValueId x = node.inputs[0];
    const Value& value = graph.value(x);
    if (readers[x] == 1 && value.producer != kNone && value.output_index == 0 &&
        chosen[value.producer]->defers) {
      found.push_back(x);
    }
  }
  return found;
}

}  // namespace

std::vector<int64_t> LargestElements(const Graph& graph) {
  std::vector<int64_t> largest(graph.num_values(), 0);
  for (NodeId id = 0; id < graph.num_nodes(); ++id) {
    const Node& node = graph.node(id);
    if (node.op->largest() == nullptr) continue;
    std::vector<int64_t> of_inputs;
    for (ValueId input : node.inputs) {
      of_inputs.push_back(input == kNone ? 0 : largest[input]);
    }
    largest[node.outputs[0]] = node.op->largest()(node.attrs, of_inputs);
  }
  return largest;
}

std::vector<Form> AssignForms(
    const Graph& graph, const std::vector<const KernelCandidate*>& chosen) {
  const std::vector<int64_t> largest = LargestElements(graph);
  std::vector<Form> forms(graph.num_values(), Form::kPlain);
  for (NodeId id = 0; id < graph.num_nodes(); ++id) {
    const Node& node = graph.node(id);
    for (size_t i = 0; i < node.outputs.size(); ++i) {
      if (!Contains(chosen[id]->packed_outputs, i)) continue;
      const ValueId output = node.outputs[i];
      forms[output] = FormFor(graph.type(output), largest[output]);
    }
  }
  for (NodeId id = 0; id < graph.num_nodes(); ++id) {
    const Node& node = graph.node(id);
    for (size_t i = 0; i < node.inputs.size(); ++i) {
      if (node.inputs[i] == kNone) continue;
      if (!Contains(chosen[id]->packed_inputs, i)) {
        forms[node.inputs[i]] = Form::kPlain;
      }
    }
  }
  for (ValueId id : Deferrable(graph, chosen)) forms[id] = Form::kDeferred;
  for (const NamedOutput& output : graph.outputs()) {
    forms[output.value] = Form::kPlain;
  }
  for (const Update& update : graph.updates()) {
    forms[update.value] = Form::kPlain;
  }
  return forms;
}

}  // namespace synfire
