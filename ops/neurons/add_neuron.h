// Puts one neuron (neuron_list.h says what that is) into a catalog: the ops of
// scan_op.h with their reference kernels, and the layer of the same name,
//
//   lif(tau = 2, v_reset = none, surrogate = atan(alpha = 2))
//   plif(share = channel)
//
// which makes the learned parameters ("sn1.w", one for the layer or one for
// each channel), emits the op and returns the spikes.  The layer's value
// "sn1.spikes" counts them.
//
// Fast kernels are another matter: ops/backend/cpu/neuron_scan/neuron_scan.h.
#ifndef SYNFIRE_OPS_NEURONS_ADD_NEURON_H_
#define SYNFIRE_OPS_NEURONS_ADD_NEURON_H_

#include <string>
#include <utility>
#include <vector>

#include "graph/op/layer.h"
#include "ops/neurons/neuron_schema.h"
#include "ops/neurons/scan_op.h"
#include "ops/neurons/scan_reference.h"

namespace synfire {

// REQUIRES: the name is new to the catalog.
template <template <class> class Neuron>
void AddNeuron(Catalog* catalog);

// Implementation details follow.

namespace internal {

template <template <class> class Family>
std::string GradName() {
  return absl::StrCat(Family<double>::kName, "_grad");
}

template <template <class> class Family>
absl::Status ForwardShape(InferContext& context) {
  return ScanShape(PortsOf<Family<double>>(), context);
}
template <template <class> class Family>
absl::Status GradShape(InferContext& context) {
  return ScanGradShape(PortsOf<Family<double>>(), context);
}
template <template <class> class Family>
absl::Status Gradient(GradientContext& context) {
  return ScanGradient(PortsOf<Family<double>>(), GradName<Family>(), context);
}

template <template <class> class Family>
void AddAttrs(OpDef* op) {
  Schema schema("neuron", op->name(), "");
  AddNeuronParams<Family>(&schema);
  for (const AttrDef& attr : schema.attrs()) op->Attr(attr);
  AddScanAttrs(op);
}

inline void AddNormInputs(OpDef* op) {
  for (const char* name : {"mean", "slope", "offset"}) {
    op->OptionalInput(name, "[C]");
  }
}

template <template <class> class Family>
OpDef NeuronOp() {
  using Neuron = Family<double>;
  constexpr ScanPorts kPorts = PortsOf<Neuron>();
  OpDef op(Neuron::kName, Neuron::kDoc);
  op.Input("x", "[*]");
  for (const Learned& learned : Neuron::kLearned)
    op.Input(learned.name, "[] or [C]");
  for (const char* state : Neuron::kStateNames) {
    op.OptionalInput(absl::StrCat("first_", state), "like x");
  }
  AddNormInputs(&op);
  op.Output("s", "like x", OutputTime::kTemporal);
  std::vector<std::pair<int, int>> carried;
  for (int i = 0; i < Neuron::kStates; ++i) {
    op.Output(Neuron::kStateNames[i], "like x", OutputTime::kStatic);
    carried.emplace_back(kPorts.First(i), kPorts.Last(i));
  }
  op.Output("spikes", "[]", OutputTime::kStatic);
  AddAttrs<Family>(&op);
  return op.Shape(ForwardShape<Family>)
      .Gradient(Gradient<Family>)
      .Reference(ReferenceScan<Family>)
      .Normalises({kPorts.Norm(), kNone})
      .Largest([](const Attrs& attrs, const std::vector<int64_t>&) {
        return int64_t{Neuron::kFiring.fires && !attrs.Bool("smooth")};
      })
      .Scan(std::move(carried));
}

template <template <class> class Family>
OpDef NeuronGradOp() {
  using Neuron = Family<double>;
  constexpr ScanPorts kPorts = PortsOf<Neuron>();
  OpDef op(GradName<Family>(), absl::StrCat("gradient of ", Neuron::kName));
  op.Input("x", "[*]");
  for (const Learned& learned : Neuron::kLearned)
    op.Input(learned.name, "[] or [C]");
  op.OptionalInput("ds", "like x");
  for (const char* state : Neuron::kStateNames) {
    op.OptionalInput(absl::StrCat("first_", state), "like x");
  }
  for (const char* state : Neuron::kStateNames) {
    op.OptionalInput(absl::StrCat("d_", state), "like x");
  }
  AddNormInputs(&op);
  op.Output("dx", "like x");
  for (const Learned& learned : Neuron::kLearned) {
    op.Output(absl::StrCat("d_", learned.name),
              absl::StrCat("like ", learned.name), OutputTime::kStatic);
  }
  for (const char* state : Neuron::kStateNames) {
    op.Output(absl::StrCat("d_first_", state), "like x", OutputTime::kStatic);
  }
  op.Output("d_slope", "[C]", OutputTime::kStatic);
  op.Output("d_offset", "[C]", OutputTime::kStatic);
  AddAttrs<Family>(&op);
  return op.Shape(GradShape<Family>)
      .Reference(ReferenceScanGrad<Family>)
      .Normalises({kPorts.GradNorm(), kPorts.DSlope()})
      .InPlace(ScanPorts::kDx, kPorts.Ds())
      .Joint();
}

template <template <class> class Family>
absl::StatusOr<ValueId> BuildNeuron(LayerContext& context) {
  using Neuron = Family<double>;
  SYNFIRE_RETURN_IF_ERROR(CheckSurrogate(context.attrs()));
  std::vector<ValueId> inputs = {context.input(0)};
  if constexpr (kNumLearned < Neuron >> 0) {
    const Neuron neuron = Neuron::From(context.attrs());
    SYNFIRE_ASSIGN_OR_RETURN(const Shape shape, LearnedShape(context));
    for (int i = 0; i < kNumLearned<Neuron>; ++i) {
      const std::string init = absl::StrCat(
          "constant(value = ", ToText(AttrValue(neuron.InitialLearned(i))),
          ")");
      SYNFIRE_ASSIGN_OR_RETURN(
          const ValueId learned,
          context.Parameter(Neuron::kLearned[i].name, shape, init));
      inputs.push_back(learned);
    }
  }
  Attrs attrs;
  for (const auto& [name, value] : context.attrs().entries()) {
    if (name != "share") attrs.Set(name, value);
  }
  attrs.Set("keep_state", false);
  SYNFIRE_ASSIGN_OR_RETURN(const std::vector<ValueId> outputs,
                           context.Emit(Neuron::kName, inputs, attrs));
  return outputs[ScanPorts::kS];
}

template <template <class> class Family>
LayerDef LayerOfNeuron() {
  using Neuron = Family<double>;
  Schema schema("layer", Neuron::kName, Neuron::kDoc);
  AddNeuronParams<Family>(&schema);
  if (kNumLearned < Neuron >> 0) AddShare(&schema);
  schema.Int("detach_every", 0, 0, static_cast<double>(kMaxScanSteps),
             "cut the gradient through time this often; 0: never");
  return LayerDef{std::move(schema), 1, 1, BuildNeuron<Family>,
                  /*neuron=*/Neuron::kFiring.fires};
}

}  // namespace internal

template <template <class> class Neuron>
void AddNeuron(Catalog* catalog) {
  catalog->ops.Add(internal::NeuronOp<Neuron>());
  catalog->ops.Add(internal::NeuronGradOp<Neuron>());
  catalog->AddLayer(internal::LayerOfNeuron<Neuron>());
}

}  // namespace synfire

#endif  // SYNFIRE_OPS_NEURONS_ADD_NEURON_H_
