#include "graph/import/training_text.h"

#include <cmath>
#include <limits>

#include "graph/import/errors.h"
#include "graph/import/file_chain.h"
#include "graph/import/limits.h"
#include "graph/import/text_file.h"
#include "graph/import/text_proto.h"

namespace synfire {
namespace {

using google::protobuf::Message;
using proto::Training;

constexpr int kMaxInt = std::numeric_limits<int>::max();
constexpr int kMaxThreads = 1024;

// Reads one message: where its fields are, what is missing, what is in range.
class Fields {
 public:
  Fields(const Message& message, const FieldLocations& locations,
         Errors& errors, std::string prefix)
      : message_(message),
        locations_(locations),
        errors_(errors),
        prefix_(std::move(prefix)) {}

  Location At(int field, int index = 0) const {
    return locations_.Of(message_, field, index);
  }
  std::string Name(int field) const {
    return prefix_ + message_.GetDescriptor()->FindFieldByNumber(field)->name();
  }

  // A number that must be there.
  template <typename T>
  void Require(bool there, T value, int field, T min, T max) const {
    if (!there) {
      Missing(field);
    } else {
      CheckRange(value, field, min, max);
    }
  }

  template <typename T>
  void CheckRange(T value, int field, T min, T max) const {
    if (value >= min && value <= max) return;
    errors_.Add(At(field), Name(field), " = ", value,
                " is out of range; expected ", min,
                max == std::numeric_limits<T>::max()
                    ? std::string(" or more")
                    : absl::StrCat(" to ", max));
  }

  void RequireText(const std::string& text, int field) const {
    if (text.empty()) Missing(field);
  }

  CallText ParseCall(const std::string& text, int field, int index = 0) const {
    CallText result;
    result.text = text;
    result.location = At(field, index);
    auto call = Call::Parse(text);
    if (call.ok()) {
      result.call = *std::move(call);
    } else {
      errors_.Add(result.location, Name(field), ": ", call.status().message());
    }
    return result;
  }

  CallText RequireCall(const std::string& text, int field) const {
    if (!text.empty()) return ParseCall(text, field);
    Missing(field);
    return {};
  }

 private:
  void Missing(int field) const {
    errors_.Add(locations_.Of(message_, field), "'", Name(field),
                "' is missing");
  }

  const Message& message_;
  const FieldLocations& locations_;
  Errors& errors_;
  const std::string prefix_;
};

// What `train` and `test` share.
template <typename Proto>
DataText ReadData(const Proto& data, const Fields& fields) {
  DataText text;
  text.data = fields.RequireCall(data.data(), Proto::kDataFieldNumber);
  for (int i = 0; i < data.transform_size(); ++i) {
    text.transforms.push_back(
        fields.ParseCall(data.transform(i), Proto::kTransformFieldNumber, i));
  }
  fields.Require(data.has_batch(), data.batch(), Proto::kBatchFieldNumber, 1,
                 kMaxInt);
  text.batch = data.batch();
  fields.CheckRange(data.loader_threads(), Proto::kLoaderThreadsFieldNumber, 1,
                    kMaxThreads);
  text.loader_threads = data.loader_threads();
  if (data.has_steps()) {
    fields.CheckRange(data.steps(), Proto::kStepsFieldNumber, 1, kMaxSteps);
    text.steps = data.steps();
  }
  return text;
}

// training.proto says them to the user.
void FillDefaults(Training& training) {
  if (!training.has_max_steps()) training.set_max_steps(0);
  if (!training.has_precision()) training.set_precision(Training::FP32);
  if (!training.has_seed()) training.set_seed(0);
  if (!training.has_device()) training.set_device(Training::CPU);
  if (!training.has_threads()) training.set_threads(0);
  if (!training.has_checkpoint_every_epochs()) {
    training.set_checkpoint_every_epochs(1);
  }
  if (!training.has_checkpoint_keep()) training.set_checkpoint_keep(2);
  if (!training.has_log_every_steps()) training.set_log_every_steps(50);
  if (training.has_train()) {
    proto::Train& train = *training.mutable_train();
    if (!train.has_shuffle()) train.set_shuffle(true);
    if (!train.has_loader_threads()) train.set_loader_threads(1);
  }
  if (training.has_test() && !training.test().has_loader_threads()) {
    training.mutable_test()->set_loader_threads(1);
  }
}

void ReadModel(const Training& training, const std::string& filename,
               const Fields& fields, TrainingText& text) {
  fields.RequireText(training.model(), Training::kModelFieldNumber);
  text.model_location = fields.At(Training::kModelFieldNumber);
  // In a base it is relative to that; what --set says, to the file itself.
  const bool written = text.model_location.line > 0;
  text.model_path = PathRelativeTo(
      written ? text.model_location.file : filename, training.model());
  for (int i = 0; i < training.set_size(); ++i) {
    text.model_settings.push_back(
        {training.set(i),
         fields.At(Training::kSetFieldNumber, i).ToString() + ": set"});
  }
}

void ReadNumbers(const Training& training, const Fields& fields,
                 TrainingText& text) {
  fields.Require(training.has_epochs(), training.epochs(),
                 Training::kEpochsFieldNumber, 1, kMaxInt);
  text.epochs = training.epochs();
  fields.CheckRange<int64_t>(training.max_steps(),
                             Training::kMaxStepsFieldNumber, 0,
                             std::numeric_limits<int64_t>::max());
  if (training.max_steps() > 0) text.max_steps = training.max_steps();
  text.precision = training.precision();
  text.seed = training.seed();
  text.device = training.device();
  fields.CheckRange(training.threads(), Training::kThreadsFieldNumber, 0,
                    kMaxThreads);
  text.threads = training.threads();
  fields.CheckRange(training.checkpoint_every_epochs(),
                    Training::kCheckpointEveryEpochsFieldNumber, 0, kMaxInt);
  text.checkpoint_every_epochs = training.checkpoint_every_epochs();
  fields.CheckRange(training.checkpoint_keep(),
                    Training::kCheckpointKeepFieldNumber, 1, kMaxInt);
  text.checkpoint_keep = training.checkpoint_keep();
  fields.CheckRange(training.log_every_steps(),
                    Training::kLogEveryStepsFieldNumber, 1, kMaxInt);
  text.log_every_steps = training.log_every_steps();
}

void ReadClipNorm(const Training& training, const Fields& fields,
                  TrainingText& text, Errors& errors) {
  if (!training.has_clip_norm()) return;
  text.clip_norm = training.clip_norm();
  if (!std::isfinite(*text.clip_norm) || *text.clip_norm <= 0) {
    errors.Add(fields.At(Training::kClipNormFieldNumber),
               "clip_norm = ", *text.clip_norm,
               " is out of range; expected a number above 0");
  }
}

// Reads a training file over its base, which is read over its own.  `chain`
// holds the files that lead here.
absl::Status ReadOverBase(const std::string& source,
                          const std::string& filename, FileChain& chain,
                          Training* training, FieldLocations* locations) {
  Training own;
  FieldLocations own_locations;
  SYNFIRE_RETURN_IF_ERROR(
      ParseTextProto(source, filename, {}, &own, &own_locations));
  if (own.has_base()) {
    const std::string where = absl::StrCat(
        own_locations.Of(own, Training::kBaseFieldNumber).ToString(),
        ": base: ");
    const std::string base = PathRelativeTo(filename, own.base());
    chain.Push(filename);
    SYNFIRE_RETURN_IF_ERROR(
        Annotate(chain.CheckNext(base, "is based on"), where));
    const absl::StatusOr<std::string> text = ReadTextFile(base);
    if (!text.ok()) return Annotate(text.status(), where);
    SYNFIRE_RETURN_IF_ERROR(
        ReadOverBase(*text, base, chain, training, locations));
  }
  MergeOnto(own, own_locations, training, locations);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<TrainingText> ParseTrainingText(const std::string& source,
                                               const std::string& filename,
                                               const Settings& settings) {
  TrainingText text;
  Training& training = text.resolved;
  FieldLocations locations;
  FileChain chain;
  SYNFIRE_RETURN_IF_ERROR(
      ReadOverBase(source, filename, chain, &training, &locations));
  training.clear_base();
  SYNFIRE_RETURN_IF_ERROR(ApplySettings(settings, &training, &locations));
  if (training.has_base()) {
    return UserError(
        locations.Of(training, Training::kBaseFieldNumber).ToString(),
        ": 'base' cannot be set from outside of the file");
  }
  FillDefaults(training);

  Errors errors;
  const Fields fields(training, locations, errors, "");
  ReadModel(training, filename, fields, text);
  if (training.has_train()) {
    const Fields train(training.train(), locations, errors, "train.");
    text.train = ReadData(training.train(), train);
    text.train.shuffle = training.train().shuffle();
    text.train.location = fields.At(Training::kTrainFieldNumber);
  } else {
    errors.Add({filename, 0}, "'train' is missing");
  }
  if (training.has_test()) {
    const Fields test(training.test(), locations, errors, "test.");
    text.test = ReadData(training.test(), test);
    text.test->location = fields.At(Training::kTestFieldNumber);
  }
  text.loss = fields.RequireCall(training.loss(), Training::kLossFieldNumber);
  text.optimizer =
      fields.RequireCall(training.optimizer(), Training::kOptimizerFieldNumber);
  if (training.has_schedule()) {
    text.schedule =
        fields.ParseCall(training.schedule(), Training::kScheduleFieldNumber);
  }
  ReadClipNorm(training, fields, text, errors);
  ReadNumbers(training, fields, text);
  fields.RequireText(training.output(), Training::kOutputFieldNumber);
  text.output = training.output();
  SYNFIRE_RETURN_IF_ERROR(errors.ToStatus());
  return text;
}

DType OperandsOf(proto::Training::Precision precision) {
  return precision == proto::Training::BF16 ? DType::kBF16 : DType::kF32;
}

absl::StatusOr<TrainingText> ReadTrainingText(const std::string& path,
                                              const Settings& settings) {
  SYNFIRE_ASSIGN_OR_RETURN(const std::string text, ReadTextFile(path));
  return ParseTrainingText(text, path, settings);
}

}  // namespace synfire
