#include "tools/train/trainer.h"

#include <unistd.h>

#include <chrono>
#include <cmath>
#include <fstream>
#include <iterator>
#include <utility>

#include "absl/strings/str_format.h"
#include "core/atomic_file.h"
#include "core/parallel.h"
#include "tools/train/configuration.h"
#include "tools/train/feed.h"
#include "tools/train/split_file.h"

namespace synfire {
namespace {

double Now() {
  return std::chrono::duration<double>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

constexpr double kSecondsBetweenPlainLines = 5;

}  // namespace

Trainer::Trainer(const TrainingText& text, const Catalog& catalog,
                 TrainOptions options, std::ostream* out)
    : text_(text),
      catalog_(catalog),
      options_(std::move(options)),
      out_(*out),
      progress_(
          out, [] { return TerminalColumns(STDOUT_FILENO); },
          kSecondsBetweenPlainLines) {}

absl::StatusOr<std::unique_ptr<Trainer>> Trainer::Create(
    const TrainingText& text, const Catalog& catalog, TrainOptions options,
    std::ostream* out) {
  std::unique_ptr<Trainer> self(
      new Trainer(text, catalog, std::move(options), out));
  SYNFIRE_ASSIGN_OR_RETURN(self->configuration_,
                           ResolveConfiguration(text, catalog));
  if (text.threads > 0) SetNumThreads(text.threads);
  SYNFIRE_ASSIGN_OR_RETURN(const ModelText written,
                           ReadModelText(text.model_path, text.model_settings));
  self->model_ = ModelFor(text.train, written);
  SYNFIRE_RETURN_IF_ERROR(OpenData(text.train, text.seed, /*drop_last=*/true,
                                   &self->dataset_, &self->loader_));
  SYNFIRE_RETURN_IF_ERROR(
      CheckDataFits(self->model_, *self->dataset_, *self->loader_));
  SYNFIRE_RETURN_IF_ERROR(self->Compile(written));
  SYNFIRE_RETURN_IF_ERROR(self->CheckClasses());
  SYNFIRE_RETURN_IF_ERROR(self->OpenRun());
  self->PrintConfiguration();
  return self;
}

absl::Status Trainer::Compile(const ModelText& written) {
  const double start = Now();
  CompileOptions options = options_.compile;
  options.import.batch = text_.train.batch;
  options.import.training = true;
  options.import.operands = OperandsOf(text_.precision);
  options.objective.loss = text_.loss.call;
  options.objective.optimizer = text_.optimizer.call;
  options.objective.clip_norm = text_.clip_norm;
  SYNFIRE_ASSIGN_OR_RETURN(network_, CompileNetwork(model_, catalog_, options,
                                                    text_.seed, &variables_));
  compile_seconds_ = Now() - start;
  const OptimizerDef& optimizer =
      catalog_.optimizers.find(text_.optimizer.call.name)->second;
  SYNFIRE_ASSIGN_OR_RETURN(const Attrs attrs,
                           optimizer.schema.Bind(text_.optimizer.call, {}));
  base_learning_rate_ = attrs.Float("lr");
  if (text_.schedule.has_value()) {
    SYNFIRE_ASSIGN_OR_RETURN(schedule_, Schedule::Make(text_.schedule->call));
  }
  if (!text_.test.has_value()) return absl::OkStatus();
  SYNFIRE_ASSIGN_OR_RETURN(
      evaluator_, Evaluator::Create(written, catalog_, *text_.test, options,
                                    text_.seed, &variables_));
  return absl::OkStatus();
}

absl::Status Trainer::CheckClasses() const {
  const Graph& graph = network_.executable->graph();
  const int64_t outputs = graph.type(graph.FindOutput("logits")).shape[1];
  if (outputs == dataset_->classes()) return absl::OkStatus();
  return UserError(model_.output_location.ToString(), ": the network has ",
                   outputs, " outputs, the data set ", dataset_->classes(),
                   " classes");
}

bool Trainer::HoldsConfiguration(const RunDirectory& directory) const {
  std::ifstream file(directory.config_path());
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  return file && text == ConfigurationText(configuration_);
}

absl::Status Trainer::Initialise() {
  if (options_.init.path.empty()) return absl::OkStatus();
  SYNFIRE_ASSIGN_OR_RETURN(const LoadedWeights loaded,
                           LoadWeights(options_.init, network_, &variables_));
  for (const std::string& note : loaded.notes) {
    out_ << options_.init.path << ": " << note << "\n";
  }
  return absl::OkStatus();
}

absl::Status Trainer::OpenRun() {
  const std::string key = ResumeKey(configuration_, network_.layers);
  absl::StatusOr<RunDirectory> existing = RunDirectory::Open(text_.output);
  absl::StatusOr<Checkpoint> latest = absl::NotFoundError("no run");
  if (existing.ok()) latest = existing->Latest();
  if (latest.ok()) {
    directory_ = *std::move(existing);
    SYNFIRE_RETURN_IF_ERROR(LoadCheckpoint(latest->path, &variables_, &state_));
    SYNFIRE_RETURN_IF_ERROR(
        CheckSameRun(state_.configuration, key, latest->path));
    if (Finished()) {
      return UserError(text_.output, ": the run is finished (", latest->path,
                       "); choose another output, or more epochs or steps");
    }
    resumed_ = true;
    result_.checkpoint = latest->path;
  } else if (latest.status().code() != absl::StatusCode::kNotFound) {
    return latest.status();
  } else if (options_.resume) {
    return UserError(text_.output, ": there is no run to resume");
  } else {
    SYNFIRE_RETURN_IF_ERROR(Initialise());
    state_.configuration = key;
    // A run that was killed before its first checkpoint begins again.
    if (existing.ok() && HoldsConfiguration(*existing)) {
      directory_ = *std::move(existing);
      begins_again_ = true;
    } else {
      SYNFIRE_ASSIGN_OR_RETURN(directory_, RunDirectory::Create(text_.output));
    }
  }
  SYNFIRE_RETURN_IF_ERROR(
      directory_->WriteConfig(ConfigurationText(configuration_)));
  SYNFIRE_RETURN_IF_ERROR(
      WriteFileAtomically(absl::StrCat(text_.output, "/network.txt"),
                          NetworkText(network_.layers)));
  SYNFIRE_RETURN_IF_ERROR(WriteSplits());
  std::optional<int64_t> resume_step;
  // All that is left may be the last row, in the place of one that the update
  // had before.
  if (resumed_ || begins_again_) resume_step = state_.step - (Done() ? 1 : 0);
  SYNFIRE_ASSIGN_OR_RETURN(RunLog log, RunLog::Open(*directory_, resume_step));
  log_.emplace(std::move(log));
  return loader_->Seek(state_.epoch, state_.batch_index);
}

// A run goes on with the samples that it was begun with; its test may change.
absl::Status Trainer::WriteSplits() const {
  const std::string train = absl::StrCat(text_.output, "/split-train.txt");
  if (resumed_) SYNFIRE_RETURN_IF_ERROR(CheckSameSplit(train, *dataset_));
  SYNFIRE_RETURN_IF_ERROR(WriteSplit(train, *dataset_));
  if (evaluator_ == nullptr) return absl::OkStatus();
  return WriteSplit(absl::StrCat(text_.output, "/split-test.txt"),
                    evaluator_->dataset());
}

void Trainer::PrintConfiguration() const {
  const MemoryPlan& plan = network_.executable->plan();
  const auto row = [&](const char* name, const std::string& value) {
    out_ << absl::StrFormat("  %-12s %s\n", name, value);
  };
  const auto mib = [](int64_t bytes) {
    return absl::StrFormat("%.1f MiB", bytes / 1048576.0);
  };
  out_ << model_.name << "\n";
  row("model", text_.model_path);
  // Every update has a full batch; what is over waits for another order.
  const int64_t left_out = dataset_->size() % text_.train.batch;
  row("train",
      absl::StrCat(configuration_.train().data(), ", ", dataset_->size(),
                   " samples, batch ", text_.train.batch,
                   left_out == 0 ? ""
                                 : absl::StrCat(" (", left_out,
                                                " are left out each epoch)")));
  const auto skipped = [&](const Dataset& dataset) {
    const std::string text = SkippedText(dataset);
    if (!text.empty()) row("", text);
  };
  skipped(*dataset_);
  if (evaluator_ != nullptr) {
    row("test", absl::StrCat(configuration_.test().data(), ", ",
                             evaluator_->dataset().size(), " samples"));
    skipped(evaluator_->dataset());
  }
  row("loss", configuration_.loss());
  row("optimizer", configuration_.optimizer());
  if (text_.schedule.has_value()) row("schedule", configuration_.schedule());
  row("steps",
      absl::StrCat(model_.steps, " time steps, ",
                   evaluator_ == nullptr || evaluator_->steps() == model_.steps
                       ? ""
                       : absl::StrCat(evaluator_->steps(), " in the test, "),
                   loader_->batches_per_epoch(), " updates an epoch, ",
                   text_.epochs, " epochs"));
  row("seed", absl::StrCat(text_.seed));
  row("memory", absl::StrCat(mib(plan.variable_bytes), " variables, ",
                             mib(plan.arena_bytes), " step (bound ",
                             mib(plan.lower_bound), ")"));
  row("threads", absl::StrCat(NumThreads()));
  row("output", text_.output);
  row("compiled", absl::StrFormat("in %.0f ms", compile_seconds_ * 1e3));
  if (resumed_) row("resumed", absl::StrCat("after update ", state_.step));
  if (options_.explain) {
    out_ << Explain(network_.executable->graph(),
                    network_.executable->kernels());
  }
  out_.flush();
}

bool Trainer::Done() const {
  return state_.epoch >= text_.epochs ||
         (text_.max_steps.value_or(0) > 0 && state_.step >= *text_.max_steps);
}

bool Trainer::Finished() const { return Done() && state_.reported; }

double Trainer::EpochsDone() const {
  return state_.epoch +
         static_cast<double>(state_.batch_index) / loader_->batches_per_epoch();
}

double Trainer::LearningRate(int64_t step) const {
  if (!schedule_.has_value()) return base_learning_rate_;
  return schedule_->LearningRate(base_learning_rate_, step,
                                 loader_->batches_per_epoch());
}

absl::StatusOr<bool> Trainer::FeedNext(int64_t step) {
  SYNFIRE_ASSIGN_OR_RETURN(const Batch* batch, loader_->Next());
  if (batch == nullptr) return false;
  Executable* executable = network_.executable.get();
  FeedBatch(model_, *batch, executable);
  FeedCount("step", step, executable);
  FeedCount("seed", static_cast<int64_t>(text_.seed), executable);
  FeedNumber("learning_rate", LearningRate(step), executable);
  return true;
}

// Not across the end of an epoch, where the loader begins anew.
absl::Status Trainer::StageNext() {
  const int64_t next = state_.step + 1;
  if (options_.compile.device == nullptr ||
      state_.batch_index + 1 >= loader_->batches_per_epoch() ||
      (text_.max_steps.value_or(0) > 0 && next >= *text_.max_steps)) {
    return absl::OkStatus();
  }
  SYNFIRE_ASSIGN_OR_RETURN(staged_, FeedNext(next));
  network_.executable->Stage();
  return absl::OkStatus();
}

absl::Status Trainer::Step() {
  Executable* executable = network_.executable.get();
  SYNFIRE_RETURN_IF_ERROR(executable->Start());
  SYNFIRE_RETURN_IF_ERROR(StageNext());
  SYNFIRE_RETURN_IF_ERROR(executable->Wait());
  const double loss = executable->Scalar("loss");
  if (!std::isfinite(loss)) {
    return UserError("the loss is ", loss, " at update ", state_.step + 1,
                     " (learning rate ", LearningRate(state_.step),
                     "); a smaller learning rate or clip_norm may help");
  }
  const int64_t correct = executable->Count("correct");
  const double firing_rate = network_.FiringRate();
  const int64_t images = text_.train.batch;
  for (EpochSums* sums : {&state_.sums, &window_.sums, &epoch_.sums}) {
    sums->images += images;
    sums->correct += correct;
    sums->loss += loss * images;
    sums->firing_rate += firing_rate * images;
  }
  ++state_.step;
  ++state_.batch_index;
  state_.reported = false;
  return absl::OkStatus();
}

Progress Trainer::ProgressNow() const {
  const EpochSums& sums = window_.sums.images > 0 ? window_.sums : state_.sums;
  Progress progress;
  progress.epoch = state_.epoch + 1;
  progress.epochs = text_.epochs;
  progress.step = state_.batch_index;
  progress.steps = loader_->batches_per_epoch();
  if (sums.images > 0) {
    progress.loss = sums.loss / sums.images;
    progress.accuracy = static_cast<double>(sums.correct) / sums.images;
    progress.firing_rate = sums.firing_rate / sums.images;
  }
  if (steps_made_ == 0) return progress;
  const double a_step = steps_seconds_ / steps_made_;
  int64_t last = text_.epochs * loader_->batches_per_epoch();
  if (text_.max_steps.value_or(0) > 0) last = std::min(last, *text_.max_steps);
  progress.images_per_second = text_.train.batch / a_step;
  progress.seconds_left = (last - state_.step) * a_step;
  return progress;
}

absl::Status Trainer::LogSteps() {
  const EpochSums& sums = window_.sums;
  LogRow row;
  row.epoch = EpochsDone();
  row.train_loss = sums.loss / sums.images;
  row.train_accuracy = static_cast<double>(sums.correct) / sums.images;
  row.firing_rate = sums.firing_rate / sums.images;
  row.learning_rate = base_learning_rate_;
  if (schedule_.has_value()) {
    row.learning_rate = schedule_->LearningRate(
        base_learning_rate_, state_.step - 1, loader_->batches_per_epoch());
  }
  row.images_per_second = sums.images / window_.seconds;
  row.waiting = window_.waiting / window_.seconds;
  window_ = Window();
  return log_->Write(state_.step, row);
}

absl::StatusOr<Evaluation> Trainer::Test() {
  return evaluator_->Run(options_.stop);
}

// The epoch's row: its own sums, and the test.
absl::Status Trainer::FinishEpoch() {
  const EpochSums& sums = state_.sums;
  LogRow row;
  row.epoch = EpochsDone();
  row.train_loss = sums.loss / sums.images;
  row.train_accuracy = static_cast<double>(sums.correct) / sums.images;
  row.firing_rate = sums.firing_rate / sums.images;
  std::string line = absl::StrFormat(
      "epoch %.4g  loss %.4f  accuracy %.2f%%  firing %.2f%%", row.epoch,
      *row.train_loss, *row.train_accuracy * 100, *row.firing_rate * 100);
  if (epoch_.seconds > 0) {
    row.images_per_second = epoch_.sums.images / epoch_.seconds;
    row.waiting = epoch_.waiting / epoch_.seconds;
    absl::StrAppendFormat(&line, "  %.0f images/s", *row.images_per_second);
  }
  window_ = epoch_ = Window();
  bool best = false;
  if (evaluator_ != nullptr) {
    SYNFIRE_ASSIGN_OR_RETURN(result_.test, Test());
    row.test_loss = result_.test->loss;
    row.test_accuracy = result_.test->accuracy;
    row.test_firing_rate = result_.test->firing_rate;
    absl::StrAppendFormat(&line, "  test loss %.4f  test accuracy %.2f%%",
                          *row.test_loss, *row.test_accuracy * 100);
    best = *row.test_accuracy > state_.best_accuracy;
    if (best) state_.best_accuracy = *row.test_accuracy;
  }
  progress_.Print(line);
  SYNFIRE_RETURN_IF_ERROR(log_->Write(state_.step, row));
  state_.reported = true;
  if (state_.batch_index == loader_->batches_per_epoch()) {
    ++state_.epoch;
    state_.batch_index = 0;
    state_.sums = EpochSums();
  }
  const int every = text_.checkpoint_every_epochs;
  const bool due =
      every > 0 && state_.batch_index == 0 && state_.epoch % every == 0;
  if (!due && !Done() && !best) return absl::OkStatus();
  SYNFIRE_RETURN_IF_ERROR(Save());
  if (best) SYNFIRE_RETURN_IF_ERROR(directory_->MarkBest(state_.step));
  return directory_->Prune(text_.checkpoint_keep);
}

absl::Status Trainer::Save() {
  result_.checkpoint = directory_->CheckpointPath(state_.step);
  result_.step = state_.step;
  return SaveCheckpoint(result_.checkpoint, state_, &variables_);
}

absl::StatusOr<TrainResult> Trainer::Interrupted() {
  progress_.Finish();
  SYNFIRE_RETURN_IF_ERROR(Save());
  SYNFIRE_RETURN_IF_ERROR(directory_->Prune(text_.checkpoint_keep));
  result_.interrupted = true;
  return result_;
}

absl::StatusOr<TrainResult> Trainer::Run() {
  while (!Finished()) {
    if (options_.stop()) return Interrupted();
    const double start = Now();
    const double waited = loader_->seconds_waiting();
    bool fed = std::exchange(staged_, false);
    // Done, but not finished: the last test was interrupted.
    if (!fed && !Done()) {
      SYNFIRE_ASSIGN_OR_RETURN(fed, FeedNext(state_.step));
    }
    if (fed) {
      SYNFIRE_RETURN_IF_ERROR(Step());
      const double seconds = Now() - start;
      for (Window* window : {&window_, &epoch_}) {
        window->seconds += seconds;
        window->waiting += loader_->seconds_waiting() - waited;
      }
      steps_seconds_ += seconds;
      ++steps_made_;
      progress_.Update(ProgressNow(), Now());
    }
    const bool last_batch = state_.batch_index == loader_->batches_per_epoch();
    if (last_batch || Done()) {
      absl::Status finished = FinishEpoch();
      if (absl::IsCancelled(finished)) return Interrupted();
      SYNFIRE_RETURN_IF_ERROR(finished);
    } else if (fed && state_.step % text_.log_every_steps == 0) {
      SYNFIRE_RETURN_IF_ERROR(LogSteps());
    }
  }
  progress_.Finish();
  return result_;
}

}  // namespace synfire
