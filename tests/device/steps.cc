#include "ops/reference_ops.h"
#include "tests/device/steps.h"

#include "core/rng.h"
#include "graph/import/training_text.h"
#include "graph/op/real.h"
#include "tests/device/checked_kernels.h"

namespace synfire {
namespace {

constexpr int64_t kTrainingBatch = 3, kTestBatch = 2;
constexpr uint64_t kSeed = 1;

Bytes Copy(const void* data, int64_t bytes) {
  const auto* from = static_cast<const uint8_t*>(data);
  return Bytes(from, from + bytes);
}

}  // namespace

const Catalog& CheckedCatalog() {
  static const Catalog* const catalog = [] {
    auto* made = new Catalog;
    AddReferenceOps(made);
    AddCheckedReferences(&made->ops);
    return made;
  }();
  return *catalog;
}

absl::StatusOr<std::unique_ptr<Steps>> Steps::Compile(
    const std::string& training_file, const std::vector<std::string>& settings,
    const Placement& placement, const Catalog& catalog) {
  SYNFIRE_ASSIGN_OR_RETURN(const TrainingText text,
                           ReadTrainingText(training_file));
  Settings all = text.model_settings;
  for (const Setting& setting : SettingsFromFlags(settings)) {
    all.push_back(setting);
  }
  SYNFIRE_ASSIGN_OR_RETURN(const ModelText model,
                           ReadModelText(text.model_path, all));
  auto steps = std::make_unique<Steps>();
  CompileOptions options;
  options.device = placement.device;
  options.wait_for_each_node = placement.wait_for_each_node;
  options.objective.loss = text.loss.call;
  options.import.batch = kTestBatch;
  CompileOptions training = options;
  training.import.batch = kTrainingBatch;
  training.import.training = true;
  training.objective.optimizer = text.optimizer.call;
  training.objective.clip_norm = 1.0;
  SYNFIRE_ASSIGN_OR_RETURN(
      steps->training_,
      CompileNetwork(model, catalog, training, kSeed, &steps->variables_));
  SYNFIRE_ASSIGN_OR_RETURN(
      steps->test_,
      CompileNetwork(model, catalog, options, kSeed, &steps->variables_));
  return steps;
}

void Steps::Feed(int step, Executable* executable) {
  const Graph& graph = executable->graph();
  for (ValueId id = 0; id < graph.num_values(); ++id) {
    const Value& value = graph.value(id);
    if (value.role != Role::kInput) continue;
    void* to = executable->input(value.name);
    const int64_t elements = value.type.Elements(graph.steps());
    if (value.type.dtype == DType::kI64) {
      for (int64_t i = 0; i < elements; ++i) {
        static_cast<int64_t*>(to)[i] = (step + i) % 10;
      }
      continue;
    }
    const RandomKey key = MakeRandomKey(kSeed, value.name);
    VisitReal(value.type.dtype, [&](auto real) {
      auto* reals = static_cast<decltype(real)*>(to);
      for (int64_t i = 0; i < elements; ++i) {
        reals[i] = value.name == "learning_rate" ? 0.01 : Uniform(key, step, i);
      }
    });
  }
}

std::map<std::string, Bytes> Steps::Outputs(const Executable& executable) {
  std::map<std::string, Bytes> outputs;
  const Graph& graph = executable.graph();
  for (const NamedOutput& output : graph.outputs()) {
    outputs[output.name] =
        Copy(executable.output(output.name),
             BytesOf(graph.type(output.value), graph.steps(), Form::kPlain));
  }
  return outputs;
}

std::map<std::string, Bytes> Steps::Variables() {
  SYNFIRE_CHECK(variables_.Fetch().ok());
  std::map<std::string, Bytes> variables;
  for (const Variable* variable : variables_.all()) {
    variables[variable->name] =
        Copy(variable->buffer.data(), variable->bytes());
  }
  return variables;
}

}  // namespace synfire
