#include "tools/train/checkpoint.h"

#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"
#include "data/safetensors/convert.h"
#include "data/safetensors/reader.h"
#include "data/safetensors/writer.h"

namespace synfire {
namespace {

constexpr char kFormat[] = "synfire-checkpoint-1";

// The file and the store must agree on names and shapes.
absl::Status MatchTensors(const SafetensorsFile& file, const std::string& path,
                          const VariableStore& variables) {
  std::string wrong;
  for (const Variable* variable : variables.all()) {
    const TensorView* tensor = file.Find(variable->name);
    if (tensor == nullptr) {
      absl::StrAppend(&wrong, "\n  missing: ", variable->name, " ",
                      variable->type.shape.ToString());
    } else if (tensor->shape != variable->type.shape) {
      absl::StrAppend(&wrong, "\n  another shape: ", variable->name, " is ",
                      tensor->shape.ToString(), ", expected ",
                      variable->type.shape.ToString());
    }
  }
  for (const TensorView& tensor : file.tensors()) {
    if (variables.Find(tensor.name) != nullptr) continue;
    absl::StrAppend(&wrong, "\n  left over: ", tensor.name, " ",
                    tensor.shape.ToString());
  }
  if (wrong.empty()) return absl::OkStatus();
  return UserError(path, ": the tensors are not those of this model:", wrong);
}

absl::Status LoadTensors(const SafetensorsFile& file,
                         VariableStore* variables) {
  for (Variable* variable : variables->all()) {
    SYNFIRE_ASSIGN_OR_RETURN(const std::vector<double> elements,
                             ReadAsF64(*file.Find(variable->name)));
    VariableStore::Write(elements, variable);
  }
  return absl::OkStatus();
}

std::string Exact(double value) { return absl::StrFormat("%.17g", value); }

absl::StatusOr<RunState> StateOf(const SafetensorsFile& file,
                                 const std::string& path) {
  const auto text = [&](const char* key) -> std::string {
    const auto it = file.metadata().find(key);
    return it == file.metadata().end() ? "" : it->second;
  };
  if (text("format") != kFormat) {
    return UserError(path,
                     ": no checkpoint of a training run (its metadata "
                     "'format' is '",
                     text("format"), "', expected '", kFormat, "')");
  }
  RunState state;
  if (!absl::SimpleAtoi(text("step"), &state.step) ||
      !absl::SimpleAtoi(text("epoch"), &state.epoch) ||
      !absl::SimpleAtoi(text("batch_index"), &state.batch_index) ||
      !absl::SimpleAtoi(text("images"), &state.sums.images) ||
      !absl::SimpleAtoi(text("correct"), &state.sums.correct) ||
      !absl::SimpleAtod(text("loss"), &state.sums.loss) ||
      !absl::SimpleAtod(text("firing_rate"), &state.sums.firing_rate) ||
      !absl::SimpleAtod(text("best_accuracy"), &state.best_accuracy) ||
      !absl::SimpleAtob(text("reported"), &state.reported)) {
    return UserError(path, ": the checkpoint's metadata is damaged");
  }
  state.configuration = text("configuration");
  return state;
}

}  // namespace

absl::Status SaveCheckpoint(const std::string& path, const RunState& state,
                            VariableStore* variables) {
  SYNFIRE_RETURN_IF_ERROR(variables->Fetch());
  std::vector<TensorToWrite> tensors;
  for (const Variable* variable : variables->all()) {
    tensors.push_back({variable->name,
                       variable->type.dtype == DType::kF64 ? StoredType::kF64
                                                           : StoredType::kF32,
                       variable->type.shape,
                       absl::Span<const uint8_t>(variable->buffer.as<uint8_t>(),
                                                 variable->bytes())});
  }
  return WriteSafetensors(path, tensors,
                          {{"format", kFormat},
                           {"step", absl::StrCat(state.step)},
                           {"epoch", absl::StrCat(state.epoch)},
                           {"batch_index", absl::StrCat(state.batch_index)},
                           {"images", absl::StrCat(state.sums.images)},
                           {"correct", absl::StrCat(state.sums.correct)},
                           {"loss", Exact(state.sums.loss)},
                           {"firing_rate", Exact(state.sums.firing_rate)},
                           {"best_accuracy", Exact(state.best_accuracy)},
                           {"reported", state.reported ? "true" : "false"},
                           {"configuration", state.configuration}});
}

absl::Status LoadCheckpoint(const std::string& path, VariableStore* variables,
                            RunState* state) {
  SYNFIRE_ASSIGN_OR_RETURN(const SafetensorsFile file,
                           SafetensorsFile::Open(path));
  SYNFIRE_ASSIGN_OR_RETURN(*state, StateOf(file, path));
  SYNFIRE_RETURN_IF_ERROR(MatchTensors(file, path, *variables));
  return LoadTensors(file, variables);
}

absl::StatusOr<RunState> ReadRunState(const std::string& path) {
  SYNFIRE_ASSIGN_OR_RETURN(const SafetensorsFile file,
                           SafetensorsFile::Open(path));
  return StateOf(file, path);
}

}  // namespace synfire
