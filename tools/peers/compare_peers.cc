// Times our training steps and inferences and SpikingJelly's, in turns, and
// prints the ratios as Markdown.
#include <CLI/CLI.hpp>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <new>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "core/atomic_file.h"
#include "core/spec/nearest_name.h"
#include "tools/bench/machine.h"
#include "tools/commands/command_line.h"
#include "tools/commands/exit_codes.h"
#include "tools/commands/help_format.h"
#include "tools/commands/report.h"
#include "tools/peers/peers_table.h"
#include "tools/peers/sitting.h"
#include "tools/peers/take_turns.h"
#include "tools/peers/workloads.h"

namespace synfire {
namespace {

constexpr char kDescription[] =
    "Times our training steps and inferences and SpikingJelly's, in turns, and "
    "prints the ratios as Markdown.";

constexpr char kFooter[] =
    "Theirs run at their fastest: torch.compile, channels-last, an allocator "
    "that keeps its memory; compiling takes a minute or three each. Their "
    "memory is that of a second process, neither compiled nor with that "
    "allocator, where it is smaller. All results of a sitting stay in its "
    "file, so that workloads can be measured one by one, and ours again: "
    "the table says where the two were not timed in the same hour.";

struct CompareOptions {
  std::string python, sitting = "runs/peers.json", revision = "unknown";
  std::string page;
  std::string synfire = "bazel-bin/tools/synfire";
  std::string script = "tools/peers/spikingjelly_peer.py";
  std::vector<std::string> workloads, modes = {"train", "infer"};
  int rounds = 5, threads = 2, steps = 3;
  bool ours_only = false, table_only = false;
};

absl::StatusOr<std::vector<PeerWorkload>> Chosen(
    const std::vector<std::string>& names) {
  if (names.empty()) return PeerWorkloads();
  std::vector<PeerWorkload> chosen;
  for (const std::string& name : names) {
    std::vector<std::string> known;
    for (const PeerWorkload& workload : PeerWorkloads()) {
      known.push_back(workload.name);
      if (workload.name == name) chosen.push_back(workload);
    }
    if (chosen.empty() || chosen.back().name != name) {
      return UserError("--workload: '", name, "' is none",
                       Suggestion(name, known));
    }
  }
  return chosen;
}

// Two sides in turns share what disturbs them, but not evenly.
void NoteOtherPrograms() {
  double load = 0;
  constexpr double kQuiet = 0.5;
  if (getloadavg(&load, 1) != 1 || load < kQuiet) return;
  ReportNote(absl::StrFormat(
      "%.1f threads of other programs ran or waited in the last minute; a "
      "ratio means little unless the machine is quiet",
      load));
}

// Prints the table, or writes it into the page.
absl::Status Show(const Sitting& sitting, const std::string& page) {
  const std::string table = PeersMarkdown(sitting);
  if (page.empty()) {
    std::cout << table;
    return absl::OkStatus();
  }
  std::ifstream file(page);
  if (!file) return UserError("--page: cannot read ", page);
  const std::string text(std::istreambuf_iterator<char>(file), {});
  const absl::StatusOr<std::string> filled = FillPage(text, table);
  if (!filled.ok()) {
    return Annotate(filled.status(), absl::StrCat("--page ", page, ": "));
  }
  SYNFIRE_ASSIGN_OR_RETURN(AtomicFile out, AtomicFile::Create(page));
  SYNFIRE_RETURN_IF_ERROR(out.Append(*filled));
  return out.Commit();
}

absl::Status Compare(const CompareOptions& options) {
  Sitting sitting;
  std::error_code ignored;  // saving will say what is wrong
  std::filesystem::create_directories(
      std::filesystem::path(options.sitting).parent_path(), ignored);
  if (std::filesystem::exists(options.sitting)) {
    SYNFIRE_ASSIGN_OR_RETURN(sitting, LoadSitting(options.sitting));
  }
  if (options.table_only) return Show(sitting, options.page);
  if (!options.ours_only && options.python.empty()) {
    return UserError(
        "--python: the interpreter that has torch and spikingjelly; or "
        "--ours-only, to time ours again beside the times that ",
        options.sitting, " has");
  }
  NoteOtherPrograms();
  const Machine machine = DescribeMachine();
  sitting.machine = absl::StrCat(machine.cpu, ", ", machine.processors,
                                 " processors, ", machine.isa);
  sitting.threads = options.threads;
  SYNFIRE_ASSIGN_OR_RETURN(const std::vector<PeerWorkload> workloads,
                           Chosen(options.workloads));
  TurnOptions turns;
  turns.synfire = options.synfire;
  turns.revision = options.revision;
  if (!options.ours_only) {
    turns.peer = PeerProgram{options.python, options.script};
  }
  turns.rounds = options.rounds;
  turns.round.threads = options.threads;
  turns.round.steps = options.steps;
  for (const PeerWorkload& workload : workloads) {
    for (const std::string& mode : options.modes) {
      std::cerr << workload.name << " " << mode << std::endl;
      turns.round.train = mode == "train";
      SYNFIRE_RETURN_IF_ERROR(TakeTurns(
          turns, workload, sitting.Find(workload.name, turns.round.train)));
      SYNFIRE_RETURN_IF_ERROR(SaveSitting(sitting, options.sitting));
    }
  }
  return Show(sitting, options.page);
}

void AddOptions(CLI::App* app, CompareOptions* options) {
  const auto list = [&](const char* name, std::vector<std::string>* to,
                        const char* text) {
    return app->add_option(name, *to, text)
        ->delimiter(',')
        ->allow_extra_args(false)
        ->type_name("NAME,...");
  };
  app->add_option("--python", options->python,
                  "The interpreter that has torch and spikingjelly")
      ->type_name("PATH");
  list("--workload", &options->workloads, "Which (default: all)");
  list("--mode", &options->modes, "train, infer (default: both)")
      ->check(CLI::IsMember({"train", "infer"}).description(""));
  app->add_option("--rounds", options->rounds, "Turns of each side")
      ->type_name("N")
      ->check(CLI::Range(1, 1000).description(""))
      ->capture_default_str();
  app->add_option("--steps", options->steps, "Steps of a turn")
      ->type_name("N")
      ->check(CLI::Range(1, 1000).description(""))
      ->capture_default_str();
  app->add_option("--threads", options->threads, "Threads that compute")
      ->type_name("N")
      ->check(CLI::Range(1, 1024).description(""))
      ->capture_default_str();
  app->add_option("--sitting", options->sitting, "The file of results")
      ->type_name("FILE")
      ->capture_default_str();
  app->add_option("--revision", options->revision, "Of ours, for the table")
      ->type_name("TEXT");
  app->add_option("--synfire", options->synfire, "Our program")
      ->type_name("PATH")
      ->capture_default_str();
  app->add_option("--page", options->page,
                  "Write the table into this file, between its lines <!-- "
                  "compare_peers --> and <!-- /compare_peers -->")
      ->type_name("FILE");
  app->add_flag("--ours-only", options->ours_only,
                "Keep their times of the sitting's file");
  app->add_flag("--table-only", options->table_only,
                "Measure nothing, print the table");
}

absl::Status Run(int argc, char** argv) {
  CLI::App app(kDescription, "compare_peers");
  app.footer(kFooter);
  app.formatter(std::make_shared<HelpFormat>());
  CompareOptions options;
  AddOptions(&app, &options);
  bool answered = false;
  SYNFIRE_RETURN_IF_ERROR(ParseCommandLine(argc, argv, &app, &answered));
  return answered ? absl::OkStatus() : Compare(options);
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
