// What a depth study found: a table, its numbers, two charts.
#ifndef SYNFIRE_TOOLS_STUDY_REPORT_H_
#define SYNFIRE_TOOLS_STUDY_REPORT_H_

#include <optional>
#include <string>
#include <vector>

#include "core/status.h"
#include "tools/study/chart.h"
#include "tools/study/measures.h"
#include "tools/study/plan.h"

namespace synfire {

struct StudyOutcome {
  StudyRun run;
  std::optional<Measures> measures;  // none: not done yet, or
  std::string failure;               // why it has none
};

struct StudySetup {
  StudyPlan plan;
  std::string command;  // that made it
  std::string machine;  // "AMD EPYC 9654, 2 processors, 2 threads"
};

// A page: the setup, the charts, and a table with a row for each kind and
// depth: mean (smallest to largest) over the seeds that are done, and how much
// the training loss is above that of the shallowest network of the kind.
std::string StudyPage(const StudySetup& setup,
                      const std::vector<StudyOutcome>& outcomes);

// network,layers,seed,steps,train_loss,test_loss,test_accuracy,firing_rate:
// a row for each run that is done.
std::string StudyCsv(const StudyPlan& plan,
                     const std::vector<StudyOutcome>& outcomes);

// Training loss against layers of weights, a line a kind: the mean over the
// seeds, with whiskers from the smallest to the largest.
Chart LossByDepth(const StudyPlan& plan,
                  const std::vector<StudyOutcome>& outcomes);

// Training loss against updates, for the shallowest and the deepest network of
// each kind: the mean over the seeds.
Chart LossByStep(const StudyPlan& plan,
                 const std::vector<StudyOutcome>& outcomes);

// README.md, runs.csv, loss_by_depth.svg and loss_by_step.svg in `folder`,
// which is made where it is not there.
absl::Status WriteStudy(const std::string& folder, const StudySetup& setup,
                        const std::vector<StudyOutcome>& outcomes);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_STUDY_REPORT_H_
