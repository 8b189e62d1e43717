#include "tools/peers/synfire_side.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "tools/peers/child_process.h"

namespace synfire {
namespace {

using Json = nlohmann::json;

// The kernels of one layer; without an optimizer, backward is what is left.
RoundTimes TimesOfLayer(const Json& groups, const std::string& layer) {
  RoundTimes times;
  for (const Json& group : groups) {
    if (group.at("layer") != layer) continue;
    const double seconds = group.at("ms").get<double>() * 1e-3;
    times.step += seconds;
    // "lif" and "lif_grad".
    const bool forward = group.at("op") == layer;
    (forward ? times.forward : times.backward) += seconds;
  }
  return times;
}

double SumOfBounds(const Json& groups, const std::string& layer) {
  double sum = 0;
  for (const Json& group : groups) {
    if (!layer.empty() && group.at("layer") != layer) continue;
    sum += group.at("bound_ms").get<double>() * 1e-3;
  }
  return sum;
}

std::vector<KernelShare> SharesOf(const Json& groups) {
  std::vector<KernelShare> shares;
  for (const Json& group : groups) {
    const std::string op = group.at("op"), kernel = group.at("kernel");
    const auto same = [&](const KernelShare& share) {
      return share.op == op && share.kernel == kernel;
    };
    auto it = std::find_if(shares.begin(), shares.end(), same);
    if (it == shares.end()) it = shares.insert(it, {op, kernel, 0, 0});
    it->seconds += group.at("ms").get<double>() * 1e-3;
    it->bound += group.at("bound_ms").get<double>() * 1e-3;
  }
  std::stable_sort(shares.begin(), shares.end(),
                   [](const KernelShare& a, const KernelShare& b) {
                     return a.seconds > b.seconds;
                   });
  return shares;
}

void Add(const Json& report, const PeerWorkload& workload, SideResult* result) {
  const Json& point = report.at("results").at(0);
  const Json& kernels = point.at("kernels");
  const auto seconds = [&](const char* field) {
    return point.at(field).get<double>() * 1e-3;
  };
  if (!report.at("machine").at("peaks").empty()) {
    result->start_seconds = seconds("compile_ms") + seconds("first_step_ms");
    if (!point.at("resident_bytes").is_null()) {
      result->memory = point.at("resident_bytes").get<int64_t>();
    }
    result->bound = SumOfBounds(kernels.at("groups"), workload.layer);
    result->kernels = SharesOf(kernels.at("groups"));
    result->kernel_share = kernels.at("sum_ms").get<double>() /
                           kernels.at("step_ms").get<double>();
    result->firing_rate = point.at("firing_rate").get<double>();
  }
  if (!workload.layer.empty()) {
    result->Add(TimesOfLayer(kernels.at("groups"), workload.layer));
    return;
  }
  result->Add({seconds("ms_median"), seconds("forward_ms_median"),
               seconds("backward_ms_median")});
}

}  // namespace

absl::Status AddBenchReport(const std::string& json,
                            const PeerWorkload& workload, SideResult* result) {
  try {
    Add(Json::parse(json), workload, result);
  } catch (const Json::exception& error) {
    return UserError("synfire bench printed no report: ", error.what());
  }
  return absl::OkStatus();
}

absl::Status RunSynfire(const std::string& program,
                        const PeerWorkload& workload,
                        const RoundOptions& options, SideResult* result) {
  std::vector<std::string> command = {program,
                                      "bench",
                                      workload.model,
                                      "--json",
                                      "--per-kernel",
                                      "--mode",
                                      options.train ? "train" : "infer",
                                      "--batch",
                                      absl::StrCat(workload.batch),
                                      "--threads",
                                      absl::StrCat(options.threads),
                                      "--repeats",
                                      absl::StrCat(options.steps),
                                      "--settle",
                                      "30",
                                      "--optimizer",
                                      "sgd(lr = 0.001, momentum = 0.9)"};
  if (result->step.size() > 0) command.push_back("--no-peaks");
  command.insert(command.end(), workload.options.begin(),
                 workload.options.end());
  SYNFIRE_ASSIGN_OR_RETURN(const std::unique_ptr<ChildProcess> child,
                           ChildProcess::Start(command));
  SYNFIRE_ASSIGN_OR_RETURN(const std::string report, child->ReadAll());
  result->date = DateNow();
  return AddBenchReport(report, workload, result);
}

}  // namespace synfire
