// Does a network get worse when it gets deeper?  Trains kinds of networks at
// several depths with the same budget, and writes a page with a table and
// charts.  Ctrl-C saves and stops; the same command goes on.
#include <CLI/CLI.hpp>
#include <exception>
#include <iostream>
#include <memory>
#include <new>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "core/interrupt.h"
#include "core/parallel.h"
#include "ops/all_ops.h"
#include "tools/bench/machine.h"
#include "tools/commands/command_line.h"
#include "tools/commands/exit_codes.h"
#include "tools/commands/help_format.h"
#include "tools/commands/report.h"
#include "tools/study/study.h"

namespace synfire {
namespace {

constexpr char kDescription[] =
    "Trains kinds of networks at several depths from several seeds, each with "
    "the same number of updates, and writes README.md (a table), runs.csv and "
    "two charts (SVG).";

constexpr char kFooter[] =
    "Ctrl-C saves the run and stops with exit status 3; the same command goes "
    "on, and takes runs that are finished as they are. The page is written "
    "after every run. A kind of network is a training file whose model has a "
    "parameter `n` and 6n + 2 layers of weights.";

struct StudyOptions {
  std::vector<std::string> networks = {
      "sew=models/fashion_mnist/deep_sew.train.prototxt",
      "sew_identity=models/fashion_mnist/deep_sew_identity.train.prototxt",
      "spiking=models/fashion_mnist/deep_spiking.train.prototxt",
      "plain=models/fashion_mnist/deep_plain.train.prototxt"};
  std::vector<std::string> set;
  StudyPlan plan;
  std::string out = "docs/depth_study";
  int threads = 0;

  StudyOptions() {
    plan.layers = {20, 56, 110};
    plan.seeds = {1, 2, 3};
    plan.steps = 300;
    plan.runs = "runs/depth_study";
  }
};

absl::StatusOr<StudyPlan> PlanOf(const StudyOptions& options) {
  StudyPlan plan = options.plan;
  for (const std::string& network : options.networks) {
    const std::vector<std::string> parts =
        absl::StrSplit(network, absl::MaxSplits('=', 1));
    if (parts.size() != 2) {
      return UserError("--network ", network, ": expected NAME=TRAINING_FILE");
    }
    plan.networks.push_back({parts[0], parts[1]});
  }
  plan.settings = SettingsFromFlags(options.set);
  return plan;
}

std::string MachineText() {
  const Machine machine = DescribeMachine();
  return absl::StrCat(machine.cpu, ", ", machine.processors, " processors, ",
                      NumThreads(), " threads");
}

absl::Status Study(const StudyOptions& options, const std::string& command) {
  SYNFIRE_ASSIGN_OR_RETURN(StudyPlan plan, PlanOf(options));
  if (options.threads > 0) SetNumThreads(options.threads);
  const InterruptGuard interrupt;
  return RunStudy(
      {std::move(plan), command, MachineText()}, options.out, AllOps(),
      [&interrupt] { return interrupt.requested(); }, &std::cout);
}

void AddOptions(CLI::App* app, StudyOptions* options) {
  app->add_option("--network", options->networks,
                  "A kind of network; may be repeated")
      ->type_name("NAME=TRAINING_FILE")
      ->allow_extra_args(false)
      ->capture_default_str();
  app->add_option("--layers", options->plan.layers,
                  "Layers of weights, each 6n + 2")
      ->type_name("N ...")
      ->capture_default_str();
  app->add_option("--seeds", options->plan.seeds, "A run from each")
      ->type_name("N ...")
      ->capture_default_str();
  app->add_option("--steps", options->plan.steps, "Updates of each run")
      ->type_name("N")
      ->capture_default_str();
  app->add_option("--set", options->set,
                  "Change a field of all training files; may be repeated")
      ->type_name("PATH=VALUE")
      ->allow_extra_args(false);
  app->add_option("--runs", options->plan.runs, "The run directories")
      ->type_name("FOLDER")
      ->capture_default_str();
  app->add_option("--out", options->out, "The page and its charts")
      ->type_name("FOLDER")
      ->capture_default_str();
  app->add_option("--threads", options->threads,
                  "Threads that compute (default: all processors)")
      ->type_name("N")
      ->check(CLI::Range(1, 1024).description(""));
}

absl::Status Run(int argc, char** argv) {
  CLI::App app(kDescription, "depth_study");
  app.formatter(std::make_shared<HelpFormat>());
  app.footer(kFooter);
  StudyOptions options;
  AddOptions(&app, &options);
  bool answered = false;
  SYNFIRE_RETURN_IF_ERROR(ParseCommandLine(argc, argv, &app, &answered));
  if (answered) return absl::OkStatus();
  return Study(options,
               absl::StrCat("tools/depth_study", argc > 1 ? " " : "",
                            absl::StrJoin(argv + 1, argv + argc, " ")));
}

int Main(int argc, char** argv) {
  absl::Status status;
  try {  // what a library may throw ends here
    status = Run(argc, argv);
  } catch (const std::bad_alloc&) {
    status = absl::ResourceExhaustedError("the system has no more memory");
  } catch (const std::exception& error) {
    status = absl::InternalError(absl::StrCat("unexpected: ", error.what()));
  }
  if (!status.ok()) ReportError(status);
  return ExitCodeOf(status);
}

}  // namespace
}  // namespace synfire

int main(int argc, char** argv) { return synfire::Main(argc, argv); }
