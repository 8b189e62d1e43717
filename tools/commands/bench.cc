#include "tools/commands/bench.h"

#include <iostream>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "ops/all_ops.h"
#include "tools/bench/bench.h"
#include "tools/bench/report.h"
#include "tools/commands/model_options.h"

namespace synfire {
namespace {

constexpr int kMaxThreads = 1024;
constexpr int kMaxSteps = 1'000'000;

struct BenchCommandOptions {
  ModelOptions model;
  BenchOptions bench;
  std::vector<std::string> modes = {"train"};
  std::vector<std::string> precisions;  // empty: the file's
  std::vector<double> machine;  // operations and bytes a second, or none
  bool no_peaks = false, json = false, csv = false;
};

BenchMode ModeOf(const std::string& name) {
  for (BenchMode mode : {BenchMode::kTrain, BenchMode::kEval}) {
    if (name == Name(mode)) return mode;
  }
  return BenchMode::kInfer;
}

std::unique_ptr<Report> MakeReport(const BenchCommandOptions& options) {
  if (options.json) return JsonReport(&std::cout);
  if (options.csv) {
    return CsvReport(options.bench.measure.per_kernel, &std::cout);
  }
  return TextReport(&std::cout);
}

// Each point of the benchmark sets the type and the operands.
absl::StatusOr<CompileOptions> ApplyPrecisions(
    const BenchCommandOptions& options, std::vector<DType>* precisions) {
  ModelOptions model = options.model;
  SYNFIRE_ASSIGN_OR_RETURN(const CompileOptions compile,
                           ApplyModelOptions(model));
  for (const std::string& precision : options.precisions) {
    model.precision = precision;
    SYNFIRE_RETURN_IF_ERROR(ApplyModelOptions(model).status());
    precisions->push_back(precision == "bf16" ? DType::kBF16 : model.dtype());
  }
  return compile;
}

absl::Status Bench(const BenchCommandOptions& options) {
  BenchOptions bench = options.bench;
  SYNFIRE_ASSIGN_OR_RETURN(bench.measure.compile,
                           ApplyPrecisions(options, &bench.precisions));
  bench.path = options.model.file;
  bench.settings = options.model.settings();
  bench.choices.seed = options.model.seed;
  // The peaks are the CPU's: no bound for another device.
  bench.peaks = !options.no_peaks && bench.measure.compile.device == nullptr;
  if (!options.machine.empty()) {
    bench.machine = DescribedPeak(options.machine[0], options.machine[1]);
  }
  bench.modes.clear();
  for (const std::string& mode : options.modes) {
    bench.modes.push_back(ModeOf(mode));
  }
  bench.measure.on_compiled = [&options](const Network& network) {
    ExplainIfAsked(options.model, network.executable->graph(),
                   network.executable->kernels());
  };
  const std::unique_ptr<Report> report = MakeReport(options);
  return RunBench(bench, AllOps(), report.get());
}

void AddPointOptions(CLI::App* app, BenchCommandOptions* options) {
  app->add_option("--mode", options->modes,
                  "train: forward, loss, backward, update; eval: forward and "
                  "loss; infer: no loss")
      ->type_name("MODE,...")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(OneOf({"train", "eval", "infer"}).description(""))
      ->default_str("train");
  app->add_option("--batch", options->bench.batches,
                  "Images a step (default: the training file's, or " +
                      std::to_string(kDefaultBatch) + ")")
      ->type_name("N,...")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(CLI::Range(1, std::numeric_limits<int>::max()).description(""));
  app->add_option("--threads", options->bench.threads,
                  "Threads that compute (default: the training file's, or all "
                  "processors)")
      ->type_name("N,...")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(CLI::Range(1, kMaxThreads).description(""));
}

void AddPlaceOptions(CLI::App* app, BenchCommandOptions* options) {
  AddDeviceOption(app, &options->model);
  app->add_option("--precision", options->precisions,
                  "fp32, bf16, fp64 (default: the training file's, or fp32); "
                  "bf16: operands of convolutions and linear layers, and what "
                  "norms and neurons read of them, are rounded to bfloat16; "
                  "fp64 needs --kernels reference")
      ->type_name("TYPE,...")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(OneOf({"fp32", "bf16", "fp64"}).description(""));
}

void AddStepOptions(CLI::App* app, BenchCommandOptions* options) {
  BenchOptions& bench = options->bench;
  app->add_option("--loss", bench.choices.loss,
                  "Loss (default: the training file's, or " +
                      std::string(kDefaultLoss) + ")")
      ->type_name("CALL");
  app->add_option("--optimizer", bench.choices.optimizer,
                  "Optimizer (default: the training file's, or " +
                      std::string(kDefaultOptimizer) + ")")
      ->type_name("CALL");
  app->add_flag("--data", bench.measure.data,
                "Run on batches of the training file's data, not on synthetic "
                "ones");
  app->add_option("--events", bench.measure.events,
                  "Synthetic inputs are counts of events, 1 to 3, in this "
                  "share of the elements, and 0 elsewhere")
      ->type_name("SHARE")
      ->check(CLI::Range(0.0, 1.0).description(""));
  app->add_option("--settle", bench.measure.settle,
                  "Before eval and infer, pass forward as in training this "
                  "often: neurons then fire as on the data, not as with "
                  "statistics of 0 and 1")
      ->type_name("N")
      ->check(CLI::Range(0, kMaxSteps).description(""))
      ->capture_default_str();
  app->add_option("--repeats", bench.measure.repeats, "Steps that count")
      ->type_name("N")
      ->check(CLI::Range(1, kMaxSteps).description(""))
      ->capture_default_str();
  app->add_option("--warmup", bench.measure.warmup,
                  "Steps that do not count, after the first one")
      ->type_name("N")
      ->check(CLI::Range(0, kMaxSteps).description(""))
      ->capture_default_str();
}

void AddOutputOptions(CLI::App* app, BenchCommandOptions* options) {
  app->add_flag("--per-kernel", options->bench.measure.per_kernel,
                "Also report each kernel: what ran, how dense its input was, "
                "its time against the machine's bound");
  CLI::Option* no_peaks =
      app->add_flag("--no-peaks", options->no_peaks,
                    "Do not measure what the machine can do at best");
  AddMachineOption(app,
                   "Operations and bytes a second of the machine, such as "
                   "67e12,3e12, in place of what is measured: bounds of a GPU",
                   &options->machine)
      ->excludes(no_peaks);
  CLI::Option* json = app->add_flag("--json", options->json, "Print JSON");
  app->add_flag("--csv", options->csv, "Print CSV")->excludes(json);
}

}  // namespace

void AddBenchCommand(CLI::App* app, Command* command) {
  auto options = std::make_shared<BenchCommandOptions>();
  CLI::App* bench = app->add_subcommand(
      "bench",
      "Measure a network's step: forward, backward, memory, each kernel.\n"
      "Lists (8,16) are measured in all combinations.");
  AddFileOptions(bench, "FILE", "A model or a training file (.prototxt)",
                 &options->model);
  AddPointOptions(bench, options.get());
  AddStepOptions(bench, options.get());
  AddOutputOptions(bench, options.get());
  AddPlaceOptions(bench, options.get());
  AddSeedOption(bench, &options->model);
  AddCompileOptions(bench, &options->model);
  bench->footer(kReportSchema);
  bench->callback([=] { *command = [=] { return Bench(*options); }; });
}

}  // namespace synfire
