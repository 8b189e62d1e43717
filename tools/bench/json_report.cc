#include <cmath>
#include <nlohmann/json.hpp>

#include "tools/bench/report.h"

namespace synfire {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kSchemaVersion = 2;

template <typename T>
Json OrNull(const std::optional<T>& value) {
  return value.has_value() ? Json(*value) : Json();
}

Json ToJson(const MemoryLevel& level) {
  const auto rate = [](double bytes) {
    return bytes > 0 ? Json(bytes * 1e-9) : Json();
  };
  return {{"name", level.name},
          {"capacity_bytes",
           std::isinf(level.capacity) ? Json() : Json(level.capacity)},
          {"read_gbyte_per_second", rate(level.read)},
          {"copy_gbyte_per_second", rate(level.copy)},
          {"stream_gbyte_per_second", rate(level.stream)}};
}

Json ToJson(const Machine& machine) {
  Json json = {{"cpu", machine.cpu},
               {"processors", machine.processors},
               {"isa", machine.isa}};
  json["peaks"] = Json::array();
  for (const auto& [threads, peak] : machine.peaks) {
    Json levels = Json::array();
    for (const MemoryLevel& level : peak.levels)
      levels.push_back(ToJson(level));
    json["peaks"].push_back(
        {{"threads", threads},
         {"gflop_per_second", peak.flops_per_second * 1e-9},
         {"bf16_gflop_per_second", peak.bf16_flops_per_second > 0
                                       ? Json(peak.bf16_flops_per_second * 1e-9)
                                       : Json()},
         {"levels", levels}});
  }
  return json;
}

Json ToJson(const KernelTimes& times, const MachinePeak* peak) {
  Json json = {{"step_ms", times.step_seconds * 1e3},
               {"sum_ms", times.KernelSeconds() * 1e3},
               {"remainder_ms", times.Remainder() * 1e3}};
  json["groups"] = Json::array();
  for (const KernelGroup& group : times.groups) {
    std::optional<Bound> best;
    if (peak != nullptr) best = group.AtBest(*peak);
    json["groups"].push_back(
        {{"layer", group.layer},
         {"op", group.op},
         {"kernel", group.kernel},
         {"ran", group.ways},
         {"density", OrNull(group.density)},
         {"denser", group.denser},
         {"nodes", group.nodes},
         {"ms", group.seconds * 1e3},
         {"share", group.seconds / times.step_seconds},
         {"gflop", group.work.flops * 1e-9},
         {"gbyte", group.work.bytes() * 1e-9},
         {"limit", best ? Json(best->by) : Json()},
         {"bound_ms", best ? Json(best->seconds * 1e3) : Json()},
         {"bound_ratio", OrNull(group.BoundRatio(peak))}});
  }
  return json;
}

Json ToJson(const Measurement& m, const MachinePeak* peak) {
  std::optional<double> share;
  if (peak != nullptr) share = m.PeakShare(*peak);
  Json json = {{"mode", Name(m.point.mode)},
               {"batch", m.point.batch},
               {"threads", m.point.threads},
               {"precision", Name(m.point.precision)},
               {"ms_median", m.step.Median() * 1e3},
               {"ms_min", m.step.Min() * 1e3},
               {"forward_ms_median", m.forward.Median() * 1e3},
               {"forward_ms_min", m.forward.Min() * 1e3},
               {"backward_ms_median", m.backward.Median() * 1e3},
               {"backward_ms_min", m.backward.Min() * 1e3},
               {"update_ms_median", m.update.Median() * 1e3},
               {"update_ms_min", m.update.Min() * 1e3},
               {"images_per_second", m.ImagesPerSecond()},
               {"gflop", m.work.flops * 1e-9},
               {"gflop_per_second", m.FlopsPerSecond() * 1e-9},
               {"peak_share", OrNull(share)},
               {"arena_bytes", m.arena_bytes},
               {"arena_bound_bytes", m.arena_bound},
               {"variable_bytes", m.variable_bytes},
               {"resident_bytes", OrNull(m.resident_bytes)},
               {"compile_ms", m.compile_seconds * 1e3},
               {"first_step_ms", m.first_step_seconds * 1e3},
               {"firing_rate", m.firing_rate}};
  if (m.kernels.has_value()) json["kernels"] = ToJson(*m.kernels, peak);
  return json;
}

class JsonObject : public Report {
 public:
  explicit JsonObject(std::ostream* out) : out_(*out) {}

  void Begin(const BenchSetup& setup) override {
    machine_ = setup.machine;
    json_["schema"] = kSchemaVersion;
    json_["machine"] = ToJson(setup.machine);
    json_["model"] = {
        {"name", setup.model}, {"file", setup.path}, {"steps", setup.steps}};
    json_["setup"] = {
        {"loss", setup.loss},       {"optimizer", setup.optimizer},
        {"data", setup.data},       {"seed", setup.seed},
        {"kernels", setup.kernels}, {"warmup", setup.warmup},
        {"repeats", setup.repeats}};
    json_["results"] = Json::array();
  }

  void Add(const Measurement& m) override {
    json_["results"].push_back(ToJson(m, machine_.Peak(m.point.threads)));
  }

  // A path need not be UTF-8.
  void End() override {
    out_ << json_.dump(2, ' ', false, Json::error_handler_t::replace)
         << std::endl;
  }

 private:
  std::ostream& out_;
  Machine machine_;
  Json json_;
};

}  // namespace

std::unique_ptr<Report> JsonReport(std::ostream* out) {
  return std::make_unique<JsonObject>(out);
}

}  // namespace synfire
