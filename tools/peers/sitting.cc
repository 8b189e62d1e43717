#include "tools/peers/sitting.h"

#include <fstream>
#include <nlohmann/json.hpp>

#include "core/atomic_file.h"

namespace synfire {
namespace {

using Json = nlohmann::ordered_json;

template <typename T>
Json OrNull(const std::optional<T>& value) {
  return value.has_value() ? Json(*value) : Json();
}

template <typename T>
std::optional<T> FromNull(const Json& json) {
  if (json.is_null()) return std::nullopt;
  return json.get<T>();
}

Json ToJson(const SideResult& side) {
  Json kernels = Json::array();
  for (const KernelShare& share : side.kernels) {
    kernels.push_back({{"op", share.op},
                       {"kernel", share.kernel},
                       {"seconds", share.seconds},
                       {"bound_seconds", share.bound}});
  }
  return {{"step_seconds", side.step.sorted()},
          {"forward_seconds", side.forward.sorted()},
          {"backward_seconds", side.backward.sorted()},
          {"start_seconds", side.start_seconds},
          {"memory_bytes", OrNull(side.memory)},
          {"date", side.date},
          {"version", side.version},
          {"bound_seconds", OrNull(side.bound)},
          {"kernel_share", OrNull(side.kernel_share)},
          {"firing_rate", OrNull(side.firing_rate)},
          {"kernels", kernels}};
}

Samples SamplesOf(const Json& json) {
  Samples samples;
  for (const Json& value : json) samples.Add(value.get<double>());
  return samples;
}

SideResult SideOf(const Json& json) {
  SideResult side;
  side.step = SamplesOf(json.at("step_seconds"));
  side.forward = SamplesOf(json.at("forward_seconds"));
  side.backward = SamplesOf(json.at("backward_seconds"));
  side.start_seconds = json.at("start_seconds").get<double>();
  side.memory = FromNull<int64_t>(json.at("memory_bytes"));
  side.date = json.at("date").get<std::string>();
  side.version = json.at("version").get<std::string>();
  side.bound = FromNull<double>(json.at("bound_seconds"));
  side.kernel_share = FromNull<double>(json.at("kernel_share"));
  side.firing_rate = FromNull<double>(json.at("firing_rate"));
  for (const Json& share : json.at("kernels")) {
    side.kernels.push_back({share.at("op").get<std::string>(),
                            share.at("kernel").get<std::string>(),
                            share.at("seconds").get<double>(),
                            share.at("bound_seconds").get<double>()});
  }
  return side;
}

}  // namespace

Comparison* Sitting::Find(const std::string& workload, bool train) {
  for (Comparison& comparison : comparisons) {
    if (comparison.workload == workload && comparison.train == train) {
      return &comparison;
    }
  }
  comparisons.push_back({workload, train, {}, {}});
  return &comparisons.back();
}

absl::Status SaveSitting(const Sitting& sitting, const std::string& path) {
  Json json = {{"machine", sitting.machine}, {"threads", sitting.threads}};
  json["comparisons"] = Json::array();
  for (const Comparison& comparison : sitting.comparisons) {
    json["comparisons"].push_back({{"workload", comparison.workload},
                                   {"train", comparison.train},
                                   {"ours", ToJson(comparison.ours)},
                                   {"theirs", ToJson(comparison.theirs)}});
  }
  SYNFIRE_ASSIGN_OR_RETURN(AtomicFile file, AtomicFile::Create(path));
  SYNFIRE_RETURN_IF_ERROR(file.Append(json.dump(1) + "\n"));
  return file.Commit();
}

absl::StatusOr<Sitting> LoadSitting(const std::string& path) {
  std::ifstream file(path);
  if (!file) return UserError("cannot read ", path);
  try {
    const Json json = Json::parse(file);
    Sitting sitting;
    sitting.machine = json.at("machine").get<std::string>();
    sitting.threads = json.at("threads").get<int>();
    for (const Json& entry : json.at("comparisons")) {
      sitting.comparisons.push_back({entry.at("workload").get<std::string>(),
                                     entry.at("train").get<bool>(),
                                     SideOf(entry.at("ours")),
                                     SideOf(entry.at("theirs"))});
    }
    return sitting;
  } catch (const Json::exception& error) {
    return UserError(path, ": no sitting of compare_peers: ", error.what());
  }
}

}  // namespace synfire
