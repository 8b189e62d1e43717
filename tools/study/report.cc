#include "tools/study/report.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <system_error>

#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "core/atomic_file.h"
#include "tools/study/spread.h"

namespace synfire {
namespace {

// The runs of a kind at a depth.
struct Cell {
  Spread train_loss, test_loss, test_accuracy, firing_rate;
};

// By the network's position in the plan, and its layers.
using Cells = std::map<std::pair<size_t, int64_t>, Cell>;

Cells CellsOf(const StudyPlan& plan,
              const std::vector<StudyOutcome>& outcomes) {
  Cells cells;
  for (const StudyOutcome& outcome : outcomes) {
    if (!outcome.measures.has_value()) continue;
    size_t position = 0;
    while (plan.networks[position].name != outcome.run.network.name) ++position;
    Cell& cell = cells[{position, outcome.run.layers}];
    const Measures& measures = *outcome.measures;
    cell.train_loss.Add(measures.train_loss);
    cell.firing_rate.Add(measures.firing_rate);
    if (measures.test_loss) cell.test_loss.Add(*measures.test_loss);
    if (measures.test_accuracy) cell.test_accuracy.Add(*measures.test_accuracy);
  }
  return cells;
}

// "0.512 (0.498 to 0.53)", the range where there is more than one number.
std::string SpreadText(const Spread& spread, double factor, const char* unit) {
  if (spread.count() == 0) return "-";
  std::string text = absl::StrFormat("%.4g%s", spread.mean() * factor, unit);
  if (spread.count() > 1) {
    absl::StrAppendFormat(&text, " (%.4g to %.4g)", spread.low() * factor,
                          spread.high() * factor);
  }
  return text;
}

std::string TableOf(const StudyPlan& plan, const Cells& cells) {
  std::string text =
      "| network | layers | runs | training loss | above the shallowest | test "
      "loss | test accuracy | firing rate |\n"
      "|---|---:|---:|---:|---:|---:|---:|---:|\n";
  for (size_t i = 0; i < plan.networks.size(); ++i) {
    const Cell* shallowest = nullptr;
    for (const auto& [key, cell] : cells) {
      if (key.first != i) continue;
      if (shallowest == nullptr) shallowest = &cell;
      const double above =
          cell.train_loss.mean() - shallowest->train_loss.mean();
      absl::StrAppendFormat(
          &text, "| %s | %d | %d | %s | %s | %s | %s | %s |\n",
          plan.networks[i].name, key.second, cell.train_loss.count(),
          SpreadText(cell.train_loss, 1, ""),
          &cell == shallowest ? "" : absl::StrFormat("%+.4g", above),
          SpreadText(cell.test_loss, 1, ""),
          SpreadText(cell.test_accuracy, 100, " %"),
          SpreadText(cell.firing_rate, 100, " %"));
    }
  }
  return text;
}

std::string Setup(const StudySetup& setup) {
  const StudyPlan& plan = setup.plan;
  std::string text = absl::StrFormat(
      "Each network is trained for %d updates from each seed (%s). The "
      "training "
      "loss is the mean over the last fifth of them; the test is on the whole "
      "test set after the last one. Numbers are the mean over the seeds, and "
      "in brackets the smallest and the largest.\n\n",
      plan.steps, absl::StrJoin(plan.seeds, ", "));
  for (const StudyNetwork& network : plan.networks) {
    absl::StrAppendFormat(&text, "- %s: `%s`\n", network.name,
                          network.training);
  }
  for (const Setting& setting : plan.settings) {
    absl::StrAppendFormat(&text, "- in all of them: `%s`\n",
                          setting.assignment);
  }
  absl::StrAppendFormat(&text, "\nMade on %s by\n\n    %s\n\n", setup.machine,
                        setup.command);
  return text;
}

std::string Optional(std::optional<double> number) {
  return number.has_value() ? absl::StrFormat("%.9g", *number) : "";
}

}  // namespace

std::string StudyPage(const StudySetup& setup,
                      const std::vector<StudyOutcome>& outcomes) {
  const Cells cells = CellsOf(setup.plan, outcomes);
  const auto done = std::count_if(
      outcomes.begin(), outcomes.end(),
      [](const StudyOutcome& outcome) { return outcome.measures.has_value(); });
  std::string text = absl::StrCat(
      "# Depth study\n\n", Setup(setup),
      "![Training loss by depth](loss_by_depth.svg)\n\n"
      "![Training loss by update](loss_by_step.svg)\n\n",
      TableOf(setup.plan, cells), "\nThe numbers of each run: runs.csv.\n");
  if (done < static_cast<int64_t>(outcomes.size())) {
    absl::StrAppend(&text, "\n", done, " of ", outcomes.size(),
                    " runs are done.\n");
  }
  for (const StudyOutcome& outcome : outcomes) {
    if (outcome.failure.empty()) continue;
    absl::StrAppend(&text, "\n", outcome.run.Name(),
                    " failed: ", outcome.failure, "\n");
  }
  return text;
}

std::string StudyCsv(const StudyPlan& plan,
                     const std::vector<StudyOutcome>& outcomes) {
  std::string text =
      "network,layers,seed,steps,train_loss,test_loss,test_accuracy,"
      "firing_rate\n";
  for (const StudyOutcome& outcome : outcomes) {
    if (!outcome.measures.has_value()) continue;
    const Measures& measures = *outcome.measures;
    absl::StrAppend(&text, outcome.run.network.name, ",", outcome.run.layers,
                    ",", outcome.run.seed, ",", plan.steps, ",",
                    Optional(measures.train_loss), ",",
                    Optional(measures.test_loss), ",",
                    Optional(measures.test_accuracy), ",",
                    Optional(measures.firing_rate), "\n");
  }
  return text;
}

absl::Status WriteStudy(const std::string& folder, const StudySetup& setup,
                        const std::vector<StudyOutcome>& outcomes) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) {
    return UserError("cannot make the folder ", folder, ": ", error.message());
  }
  const std::pair<const char*, std::string> files[] = {
      {"README.md", StudyPage(setup, outcomes)},
      {"runs.csv", StudyCsv(setup.plan, outcomes)},
      {"loss_by_depth.svg", ToSvg(LossByDepth(setup.plan, outcomes))},
      {"loss_by_step.svg", ToSvg(LossByStep(setup.plan, outcomes))},
  };
  for (const auto& [name, text] : files) {
    SYNFIRE_RETURN_IF_ERROR(
        WriteFileAtomically(absl::StrCat(folder, "/", name), text));
  }
  return absl::OkStatus();
}

}  // namespace synfire
