#include "tools/study/study.h"

#include <optional>
#include <utility>

#include "tools/study/train_run.h"

namespace synfire {

absl::Status RunStudy(const StudySetup& setup, const std::string& page,
                      const Catalog& catalog, const std::function<bool()>& stop,
                      std::ostream* out) {
  const StudyPlan& plan = setup.plan;
  SYNFIRE_RETURN_IF_ERROR(CheckPlan(plan));
  std::vector<StudyOutcome> outcomes;
  std::vector<absl::StatusOr<std::optional<Measures>>> found;
  for (const StudyRun& run : RunsOf(plan)) {
    SYNFIRE_RETURN_IF_ERROR(TrainingOf(plan, run).status());
    // An earlier call's runs are on the page from the start; what is wrong with
    // one is said in its turn.
    found.push_back(FinishedRun(plan, run, catalog));
    outcomes.push_back({run, found.back().value_or(std::nullopt), ""});
  }
  std::string failures;
  for (size_t i = 0; i < outcomes.size(); ++i) {
    StudyOutcome& outcome = outcomes[i];
    *out << "[" << i + 1 << "/" << outcomes.size() << "] " << outcome.run.Name()
         << std::endl;
    const auto measure = [&]() -> absl::StatusOr<Measures> {
      if (!found[i].ok()) return found[i].status();
      if (found[i]->has_value()) return **found[i];
      return TrainRun(plan, outcome.run, catalog, stop, out);
    };
    absl::StatusOr<Measures> measures = measure();
    if (absl::IsCancelled(measures.status())) return measures.status();
    if (measures.ok()) {
      outcome.measures = *std::move(measures);
    } else {
      // A network that diverges is a result, too.
      outcome.failure = std::string(measures.status().message());
      absl::StrAppend(&failures, "\n  ", outcome.run.Name(), ": ",
                      outcome.failure);
    }
    SYNFIRE_RETURN_IF_ERROR(WriteStudy(page, setup, outcomes));
  }
  *out << "wrote " << page << "/README.md" << std::endl;
  if (failures.empty()) return absl::OkStatus();
  return UserError("runs failed:", failures);
}

}  // namespace synfire
