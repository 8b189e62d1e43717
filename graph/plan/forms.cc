#include "graph/plan/forms.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

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

// By value: whether it has readers, all of which round it.
std::vector<bool> RoundedByReaders(
    const Graph& graph, const std::vector<const KernelCandidate*>& chosen) {
  std::vector<bool> read(graph.num_values(), false);
  std::vector<bool> as_it_is(graph.num_values(), false);
  for (NodeId id = 0; id < graph.num_nodes(); ++id) {
    const std::vector<ValueId>& inputs = graph.node(id).inputs;
    for (size_t i = 0; i < inputs.size(); ++i) {
      if (inputs[i] == kNone) continue;
      read[inputs[i]] = true;
      if (!Contains(chosen[id]->rounded_inputs, i)) as_it_is[inputs[i]] = true;
    }
  }
  for (size_t i = 0; i < read.size(); ++i) read[i] = read[i] && !as_it_is[i];
  return read;
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

FormPlan AssignForms(const Graph& graph,
                     const std::vector<const KernelCandidate*>& chosen) {
  const std::vector<int64_t> largest = LargestElements(graph);
  const std::vector<bool> rounded_by_readers = RoundedByReaders(graph, chosen);
  FormPlan plan{std::vector<Form>(graph.num_values(), Form::kPlain),
                std::vector<std::string>(graph.num_values())};
  const auto make_plain = [&](ValueId value, const auto&... why) {
    if (plan.forms[value] == Form::kBf16) {
      plan.why_not_bf16[value] = absl::StrCat(why...);
    }
    plan.forms[value] = Form::kPlain;
  };
  for (NodeId id = 0; id < graph.num_nodes(); ++id) {
    const Node& node = graph.node(id);
    for (size_t i = 0; i < node.outputs.size(); ++i) {
      const ValueId output = node.outputs[i];
      const Type& type = graph.type(output);
      if (Contains(chosen[id]->packed_outputs, i)) {
        plan.forms[output] = FormFor(type, largest[output]);
      }
      if (type.dtype != DType::kF32) continue;
      const bool writes = Contains(chosen[id]->bf16_outputs, i);
      if (writes && rounded_by_readers[output]) {
        plan.forms[output] = Form::kBf16;
      }
      if (i > 0 || !node.op->Rounds(node.attrs)) continue;
      plan.forms[output] = Form::kBf16;
      if (!writes) make_plain(output, chosen[id]->name, " writes f32");
    }
  }
  for (NodeId id = 0; id < graph.num_nodes(); ++id) {
    const Node& node = graph.node(id);
    for (size_t i = 0; i < node.inputs.size(); ++i) {
      const ValueId input = node.inputs[i];
      if (input == kNone) continue;
      const KernelCandidate& reader = *chosen[id];
      if (!Contains(plan.forms[input] == Form::kBf16 ? reader.bf16_inputs
                                                     : reader.packed_inputs,
                    i)) {
        make_plain(input, "'", node.name, "' by ", reader.name, " reads f32");
      }
    }
  }
  for (ValueId id : Deferrable(graph, chosen)) {
    plan.forms[id] = Form::kDeferred;
  }
  for (const NamedOutput& output : graph.outputs()) {
    make_plain(output.value, "it is an output");
  }
  for (const Update& update : graph.updates()) {
    make_plain(update.value, "it updates a variable");
  }
  return plan;
}

}  // namespace synfire
