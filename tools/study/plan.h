// Which networks a depth study trains: each kind at each depth from each seed.
#ifndef SYNFIRE_TOOLS_STUDY_PLAN_H_
#define SYNFIRE_TOOLS_STUDY_PLAN_H_

#include <cstdint>
#include <string>
#include <vector>

#include "core/status.h"
#include "graph/import/setting.h"
#include "graph/import/training_text.h"

namespace synfire {

// A kind of network, as a training file whose model has a parameter `n` and
// 6n + 2 layers of weights, shortcuts not counted.
struct StudyNetwork {
  std::string name;  // "sew"
  std::string training;
};

struct StudyPlan {
  std::vector<StudyNetwork> networks;
  std::vector<int64_t> layers;  // of weights: 20, 56, 110
  std::vector<uint64_t> seeds;
  int64_t steps = 0;  // updates of each run: the budget
  Settings settings;  // applied to every training file
  std::string runs;   // the folder of the run directories
};

struct StudyRun {
  StudyNetwork network;
  int64_t layers = 0;
  uint64_t seed = 0;

  std::string Name() const;  // "sew-56-seed2"
};

// Errors: a list that is empty or says something twice; a number of layers that
// is not 6n + 2 with n >= 1, with the nearest that is; steps below
// kLeastStudySteps; a name that makes no folder.
absl::Status CheckPlan(const StudyPlan& plan);

// Rows of the log a run has, and the steps that it takes to have them.
constexpr int64_t kStudyRows = 20;
constexpr int64_t kLeastStudySteps = kStudyRows;

// Seed by seed, each from the shallowest to the deepest: what an interrupted
// study has done is worth comparing.
std::vector<StudyRun> RunsOf(const StudyPlan& plan);

// The training file of a run, with the plan's settings and then the run's own.
// Errors: those of reading it.
absl::StatusOr<TrainingText> TrainingOf(const StudyPlan& plan,
                                        const StudyRun& run);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_STUDY_PLAN_H_
