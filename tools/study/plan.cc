#include "tools/study/plan.h"

#include <algorithm>
#include <limits>
#include <set>

#include "absl/strings/str_join.h"

namespace synfire {
namespace {

constexpr int64_t kLayersOfABlockOfEachStage = 6, kOtherLayers = 2;

template <typename T>
absl::Status CheckList(const char* what, const std::vector<T>& list) {
  if (list.empty()) return UserError("there is no ", what);
  std::set<T> seen;
  for (const T& element : list) {
    if (!seen.insert(element).second) {
      return UserError(what, " ", element, " is given twice");
    }
  }
  return absl::OkStatus();
}

absl::Status CheckLayers(int64_t layers) {
  const int64_t blocks = std::max<int64_t>(
      1, (layers - kOtherLayers + kLayersOfABlockOfEachStage / 2) /
             kLayersOfABlockOfEachStage);
  const int64_t nearest = kLayersOfABlockOfEachStage * blocks + kOtherLayers;
  if (layers == nearest) return absl::OkStatus();
  return UserError("a network of ", layers,
                   " layers: expected 6n + 2 with n >= 1; the nearest is ",
                   nearest);
}

bool MakesAFolder(const std::string& name) {
  return !name.empty() &&
         name.find_first_not_of(
             "abcdefghijklmnopqrstuvwxyz"
             "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") == std::string::npos;
}

}  // namespace

std::string StudyRun::Name() const {
  return absl::StrCat(network.name, "-", layers, "-seed", seed);
}

absl::Status CheckPlan(const StudyPlan& plan) {
  std::vector<std::string> names;
  for (const StudyNetwork& network : plan.networks) {
    names.push_back(network.name);
    if (MakesAFolder(network.name)) continue;
    return UserError("network '", network.name,
                     "': expected letters, digits, '_' and '-'");
  }
  SYNFIRE_RETURN_IF_ERROR(CheckList("network", names));
  SYNFIRE_RETURN_IF_ERROR(CheckList("number of layers", plan.layers));
  SYNFIRE_RETURN_IF_ERROR(CheckList("seed", plan.seeds));
  for (int64_t layers : plan.layers) {
    SYNFIRE_RETURN_IF_ERROR(CheckLayers(layers));
  }
  if (plan.steps >= kLeastStudySteps) return absl::OkStatus();
  return UserError(plan.steps, " steps: expected ", kLeastStudySteps,
                   " or more");
}

std::vector<StudyRun> RunsOf(const StudyPlan& plan) {
  std::vector<int64_t> depths = plan.layers;
  std::sort(depths.begin(), depths.end());
  std::vector<StudyRun> runs;
  for (uint64_t seed : plan.seeds) {
    for (int64_t layers : depths) {
      for (const StudyNetwork& network : plan.networks) {
        runs.push_back({network, layers, seed});
      }
    }
  }
  return runs;
}

absl::StatusOr<TrainingText> TrainingOf(const StudyPlan& plan,
                                        const StudyRun& run) {
  const std::string& path = run.network.training;
  // The run's settings of the model come after the file's own.
  SYNFIRE_ASSIGN_OR_RETURN(const TrainingText file,
                           ReadTrainingText(path, plan.settings));
  Settings settings = plan.settings;
  const auto set = [&](const std::string& assignment) {
    settings.push_back({assignment, "depth_study:"});
  };
  const int64_t blocks =
      (run.layers - kOtherLayers) / kLayersOfABlockOfEachStage;
  set(absl::StrCat("set.", file.resolved.set_size(), "=param.n=", blocks));
  set(absl::StrCat("seed=", run.seed));
  set(absl::StrCat("max_steps=", plan.steps));
  // Steps are the budget, however many epochs they make.
  set(absl::StrCat("epochs=", std::numeric_limits<int32_t>::max()));
  set(absl::StrCat("log_every_steps=", plan.steps / kStudyRows));
  set(absl::StrCat("output=", plan.runs, "/", run.Name()));
  return ReadTrainingText(path, settings);
}

}  // namespace synfire
