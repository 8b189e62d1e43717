#include "tools/commands/pass_input.h"

#include <utility>

namespace synfire {

absl::StatusOr<PassInput> PassInput::Open(const PassInputChoice& choice,
                                          const NetworkFile& file,
                                          uint64_t seed, DType dtype) {
  if (!choice.input.empty() && !choice.data.empty()) {
    return UserError("--input and --data are both given; expected one");
  }
  if (!choice.input.empty()) return FromFile(choice, file, dtype);
  if (!choice.data.empty()) return FromData(choice, file, seed);
  PassInput noise;
  noise.batch_ = choice.batch.value_or(kNoiseBatch);
  noise.batches_ = SyntheticBatches(file.model, seed);
  noise.description_ = absl::StrCat("uniform noise in [0, 1), seed ", seed,
                                    "; labels 0, 1, 2, ...");
  return noise;
}

absl::StatusOr<PassInput> PassInput::FromFile(const PassInputChoice& choice,
                                              const NetworkFile& file,
                                              DType dtype) {
  PassInput from;
  SYNFIRE_ASSIGN_OR_RETURN(from.tensors_,
                           RunInputs::Read(choice.input, file.model, dtype));
  from.batch_ = from.tensors_->count();
  if (choice.batch.has_value() && *choice.batch != from.batch_) {
    return UserError("--batch ", *choice.batch, ": ", choice.input, " holds ",
                     from.batch_, " samples; leave --batch out");
  }
  if (!from.tensors_->labels().has_value()) {
    return UserError(choice.input,
                     ": tensor 'labels' is missing; the loss needs it");
  }
  from.description_ = choice.input;
  return from;
}

absl::StatusOr<PassInput> PassInput::FromData(const PassInputChoice& choice,
                                              const NetworkFile& file,
                                              uint64_t seed) {
  const std::string flag = absl::StrCat("--data ", choice.data, ": ");
  if (!file.training.has_value()) {
    return UserError(flag, "only a training file names data; ", file.path,
                     " is a model");
  }
  const TrainingText& training = *file.training;
  if (choice.data == "test" && !training.test.has_value()) {
    return UserError(flag, file.path, " has no 'test'");
  }
  DataText data = choice.data == "test" ? *training.test : training.train;
  if (choice.batch.has_value()) data.batch = *choice.batch;
  PassInput from;
  from.batch_ = data.batch;
  SYNFIRE_ASSIGN_OR_RETURN(from.batches_,
                           DatasetBatches(file.model, data, seed));
  from.description_ = absl::StrCat("the first batch of ", data.data.text);
  return from;
}

absl::Status PassInput::Feed(Executable* executable) {
  if (!tensors_.has_value()) return batches_->Feed(executable);
  const Graph& graph = executable->graph();
  SYNFIRE_RETURN_IF_ERROR(
      tensors_->CheckLabels(graph.type(graph.FindOutput("logits")).shape[1]));
  tensors_->Feed(0, executable);
  return absl::OkStatus();
}

}  // namespace synfire
