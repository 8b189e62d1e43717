#include "tests/graph/network_run.h"

#include "graph/op/real.h"
#include "ops/all_ops.h"
#include "tests/device/test_device.h"

namespace synfire {
namespace {

constexpr uint64_t kSeed = 1;

void Feed(const Filler& inputs, int run, Executable* executable) {
  const Graph& graph = executable->graph();
  for (ValueId id = 0; id < graph.num_values(); ++id) {
    const Value& value = graph.value(id);
    if (value.role != Role::kInput) continue;
    void* to = executable->input(value.name);
    if (value.name == "step") {
      *static_cast<int64_t*>(to) = run;
      continue;
    }
    const std::vector<double> from = inputs(value.name, value.type);
    SYNFIRE_CHECK(static_cast<int64_t>(from.size()) ==
                  value.type.Elements(graph.steps()));
    if (value.type.dtype == DType::kI64) {
      std::copy(from.begin(), from.end(), static_cast<int64_t*>(to));
      continue;
    }
    VisitReal(value.type.dtype, [&](auto real) {
      using Real = decltype(real);
      for (size_t i = 0; i < from.size(); ++i) {
        static_cast<Real*>(to)[i] = static_cast<Real>(from[i]);
      }
    });
  }
}

void Collect(const Executable& executable, NetworkRun* run) {
  const Graph& graph = executable.graph();
  for (const NamedOutput& output : graph.outputs()) {
    const Type& type = graph.type(output.value);
    if (type.dtype == DType::kI64) {
      run->counts[output.name] = executable.Count(output.name);
      continue;
    }
    VisitReal(type.dtype, [&](auto real) {
      const auto* from =
          static_cast<const decltype(real)*>(executable.output(output.name));
      run->outputs[output.name].assign(from,
                                       from + type.Elements(graph.steps()));
    });
  }
}

}  // namespace

absl::StatusOr<NetworkRun> RunNetwork(const ModelText& model,
                                      const CompileOptions& options,
                                      const Filler& variables,
                                      const Filler& inputs, int runs) {
  VariableStore store;
  SYNFIRE_ASSIGN_OR_RETURN(
      const Network network,
      CompileNetwork(model, AllOps(), OnTestDevice(options), kSeed, &store));
  if (variables != nullptr) {
    for (Variable* variable : store.all()) {
      VariableStore::Write(variables(variable->name, variable->type), variable);
    }
  }
  for (int i = 0; i < runs; ++i) {
    Feed(inputs, i, network.executable.get());
    SYNFIRE_RETURN_IF_ERROR(network.executable->Run());
  }
  SYNFIRE_RETURN_IF_ERROR(store.Fetch());
  NetworkRun run;
  Collect(*network.executable, &run);
  for (const Variable* variable : store.all()) {
    run.variables[variable->name] = VariableStore::Read(*variable);
  }
  for (const NeuronLayer& layer : network.neurons) {
    run.neuron_steps[layer.path] = layer.neuron_steps;
  }
  return run;
}

}  // namespace synfire
