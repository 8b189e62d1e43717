#include "ops/neurons/neuron_ops.h"

#include <string>
#include <vector>

#include "ops/neurons/neuron_list.h"
#include "ops/neurons/neuron_schema.h"
#include "ops/neurons/scan_op.h"
#include "ops/neurons/scan_reference.h"
#include "ops/surrogates/surrogate_spec.h"

namespace synfire {
namespace {

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

template <template <class> class Family>
OpDef NeuronOp() {
  using Neuron = Family<double>;
  constexpr ScanPorts kPorts = PortsOf<Neuron>();
  OpDef op(Neuron::kName, Neuron::kDoc);
  op.Input("x", "[*]");
  for (const Learned& learned : Neuron::kLearned) op.Input(learned.name, "[]");
  for (const char* state : Neuron::kStateNames) {
    op.OptionalInput(absl::StrCat("first_", state), "like x");
  }
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
      .Scan(std::move(carried));
}

template <template <class> class Family>
OpDef NeuronGradOp() {
  using Neuron = Family<double>;
  OpDef op(GradName<Family>(), absl::StrCat("gradient of ", Neuron::kName));
  op.Input("x", "[*]");
  for (const Learned& learned : Neuron::kLearned) op.Input(learned.name, "[]");
  op.OptionalInput("ds", "like x");
  for (const char* state : Neuron::kStateNames) {
    op.OptionalInput(absl::StrCat("first_", state), "like x");
  }
  for (const char* state : Neuron::kStateNames) {
    op.OptionalInput(absl::StrCat("d_", state), "like x");
  }
  op.Output("dx", "like x");
  for (const Learned& learned : Neuron::kLearned) {
    op.Output(absl::StrCat("d_", learned.name), "[]", OutputTime::kStatic);
  }
  for (const char* state : Neuron::kStateNames) {
    op.Output(absl::StrCat("d_first_", state), "like x", OutputTime::kStatic);
  }
  AddAttrs<Family>(&op);
  return op.Shape(GradShape<Family>)
      .Reference(ReferenceScanGrad<Family>)
      .Joint();
}

template <template <class> class Family>
absl::StatusOr<ValueId> BuildNeuron(LayerContext& context) {
  using Neuron = Family<double>;
  SYNFIRE_RETURN_IF_ERROR(
      Annotate(SurrogateFromText(context.attrs().String("surrogate")).status(),
               "surrogate: "));
  std::vector<ValueId> inputs = {context.input(0)};
  if constexpr (kNumLearned < Neuron >> 0) {
    const Neuron neuron = Neuron::From(context.attrs());
    for (int i = 0; i < kNumLearned<Neuron>; ++i) {
      const std::string init = absl::StrCat(
          "constant(value = ", ToText(AttrValue(neuron.InitialLearned(i))),
          ")");
      SYNFIRE_ASSIGN_OR_RETURN(
          const ValueId learned,
          context.Parameter(Neuron::kLearned[i].name, {}, init));
      inputs.push_back(learned);
    }
  }
  Attrs attrs = context.attrs();
  attrs.Set("keep_state", false);
  SYNFIRE_ASSIGN_OR_RETURN(const std::vector<ValueId> outputs,
                           context.Emit(Neuron::kName, inputs, attrs));
  return outputs[ScanPorts::kS];
}

template <template <class> class Family>
LayerDef NeuronLayer() {
  using Neuron = Family<double>;
  Schema schema("layer", Neuron::kName, Neuron::kDoc);
  AddNeuronParams<Family>(&schema);
  schema.Int("detach_every", 0, 0, static_cast<double>(kMaxScanSteps),
             "cut the gradient through time this often; 0: never");
  return LayerDef{std::move(schema), 1, 1, BuildNeuron<Family>,
                  /*neuron=*/true};
}

}  // namespace

void AddNeuronOps(Catalog* catalog) {
  ForEachNeuron([&](auto family) {
    using Family = decltype(family);
    catalog->ops.Add(NeuronOp<Family::template Of>());
    catalog->ops.Add(NeuronGradOp<Family::template Of>());
    catalog->AddLayer(NeuronLayer<Family::template Of>());
  });
}

}  // namespace synfire
