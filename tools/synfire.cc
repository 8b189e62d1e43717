// The program: one command line, one subcommand each for what it can do.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <memory>
#include <new>

#include "tools/commands/bench.h"
#include "tools/commands/command.h"
#include "tools/commands/command_line.h"
#include "tools/commands/convert.h"
#include "tools/commands/data.h"
#include "tools/commands/devices.h"
#include "tools/commands/eval.h"
#include "tools/commands/exit_codes.h"
#include "tools/commands/gradients.h"
#include "tools/commands/help_format.h"
#include "tools/commands/ops.h"
#include "tools/commands/predict.h"
#include "tools/commands/probe.h"
#include "tools/commands/report.h"
#include "tools/commands/summary.h"
#include "tools/commands/train.h"
#include "tools/commands/verify.h"

namespace synfire {
namespace {

constexpr char kVersion[] = "synfire 0.1.0";

constexpr char kDescription[] =
    "Synfire trains spiking neural networks that are written as text.";

constexpr char kFooter[] =
    "`synfire COMMAND --help` says more. Results go to stdout, messages to "
    "stderr. Exit status: 0 success; 1 a fault of this program; 2 a mistake in "
    "the command line, a file or the data; 3 interrupted, progress is saved; 4 "
    "the device is not there.";

absl::Status Run(int argc, char** argv) {
  CLI::App app(kDescription, "synfire");
  app.formatter(std::make_shared<HelpFormat>());
  app.set_version_flag("--version", kVersion, "Print the version and exit");
  app.footer(kFooter);
  app.require_subcommand(1);
  Command command;
  // In the order in which --help prints them.
  AddTrainCommand(&app, &command);
  AddEvalCommand(&app, &command);
  AddPredictCommand(&app, &command);
  AddVerifyCommand(&app, &command);
  AddSummaryCommand(&app, &command);
  AddProbeCommand(&app, &command);
  AddGradientsCommand(&app, &command);
  AddConvertCommand(&app, &command);
  AddBenchCommand(&app, &command);
  AddDataCommand(&app, &command);
  AddOpsCommand(&app, &command);
  AddDevicesCommand(&app, &command);
  bool answered = false;
  SYNFIRE_RETURN_IF_ERROR(ParseCommandLine(argc, argv, &app, &answered));
  return answered ? absl::OkStatus() : command();
}

// What a library may throw ends here.
absl::Status RunWithoutExceptions(int argc, char** argv) {
  try {
    return Run(argc, argv);
  } catch (const std::bad_alloc&) {
    return absl::ResourceExhaustedError("the system has no more memory");
  } catch (const std::exception& error) {
    return absl::InternalError(absl::StrCat("unexpected: ", error.what()));
  }
}

int Main(int argc, char** argv) {
  const absl::Status status = RunWithoutExceptions(argc, argv);
  if (!status.ok()) ReportError(status);
  if (std::fflush(stdout) != 0 && status.ok()) {
    ReportError(UserError("cannot write to stdout"));
    return kExitUserMistake;
  }
  return ExitCodeOf(status);
}

}  // namespace
}  // namespace synfire

int main(int argc, char** argv) { return synfire::Main(argc, argv); }
