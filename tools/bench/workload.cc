#include "tools/bench/workload.h"

#include <map>
#include <vector>

#include "tools/commands/network_file.h"
#include "tools/train/feed.h"

namespace synfire {
namespace {

absl::StatusOr<CallText> ParseCall(const std::string& text,
                                   const std::string& origin) {
  CallText result;
  result.text = text;
  result.location.file = origin;
  absl::StatusOr<Call> call = Call::Parse(text);
  if (!call.ok()) return Annotate(call.status(), origin + ": ");
  result.call = *std::move(call);
  return result;
}

template <typename Def>
absl::StatusOr<Attrs> BindNamed(
    const std::map<std::string, Def, std::less<>>& defs, const CallText& text,
    absl::string_view kind) {
  const std::string where = text.location.ToString() + ": ";
  const auto it = defs.find(text.call.name);
  if (it == defs.end()) {
    std::vector<std::string> names;
    for (const auto& entry : defs) names.push_back(entry.first);
    return UserError(where, "'", text.call.name, "' is no ", kind,
                     Suggestion(text.call.name, names));
  }
  absl::StatusOr<Attrs> attrs = it->second.schema.Bind(text.call, {});
  if (!attrs.ok()) return Annotate(attrs.status(), where);
  return attrs;
}

absl::Status UseTraining(TrainingText text, Workload* workload) {
  if (text.device != proto::Training::CPU) {
    return absl::UnavailableError(absl::StrCat(
        workload->path, ": device CUDA: this program was built without CUDA"));
  }
  // A benchmark has one number of steps, that of training.
  workload->model = ModelFor(text.train, std::move(workload->model));
  workload->loss = std::move(text.loss);
  workload->optimizer = std::move(text.optimizer);
  workload->clip_norm = text.clip_norm;
  workload->seed = text.seed;
  workload->precision = OperandsOf(text.precision);
  workload->batch = text.train.batch;
  workload->threads = text.threads;
  workload->train_data = std::move(text.train);
  workload->test_data = std::move(text.test);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Workload> ReadWorkload(const std::string& path,
                                      const Settings& settings,
                                      const WorkloadChoices& choices,
                                      const Catalog& catalog) {
  Workload workload;
  workload.path = path;
  SYNFIRE_ASSIGN_OR_RETURN(NetworkFile file, ReadNetworkFile(path, settings));
  workload.model = std::move(file.model);
  if (file.training.has_value()) {
    SYNFIRE_RETURN_IF_ERROR(UseTraining(*std::move(file.training), &workload));
  } else {
    SYNFIRE_ASSIGN_OR_RETURN(workload.loss, ParseCall(kDefaultLoss, "default"));
    SYNFIRE_ASSIGN_OR_RETURN(workload.optimizer,
                             ParseCall(kDefaultOptimizer, "default"));
  }
  if (!choices.loss.empty()) {
    SYNFIRE_ASSIGN_OR_RETURN(workload.loss, ParseCall(choices.loss, "--loss"));
  }
  if (!choices.optimizer.empty()) {
    SYNFIRE_ASSIGN_OR_RETURN(workload.optimizer,
                             ParseCall(choices.optimizer, "--optimizer"));
  }
  if (choices.seed.has_value()) workload.seed = *choices.seed;
  SYNFIRE_RETURN_IF_ERROR(
      BindNamed(catalog.losses, workload.loss, "loss").status());
  SYNFIRE_ASSIGN_OR_RETURN(
      const Attrs optimizer,
      BindNamed(catalog.optimizers, workload.optimizer, "optimizer"));
  workload.learning_rate = optimizer.Float("lr");
  return workload;
}

}  // namespace synfire
