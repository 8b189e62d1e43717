#include "tools/commands/gradient_report.h"

#include <vector>

#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"

namespace synfire {
namespace {

using Points = std::vector<FlowPoint>;

std::string Exact(std::optional<double> number) {
  return number.has_value() ? absl::StrFormat("%.17g", *number) : "";
}

Json PointJson(const FlowPoint& point) {
  const auto number = [](std::optional<double> value) {
    return value.has_value() ? Json(*value) : Json();
  };
  return {{"path", point.path},
          {"gradient_norm", number(point.norm)},
          {"relative", number(point.relative)},
          {"firing_rate", number(point.firing_rate)},
          {"flow", NameOf(point.flow)},
          {"silent", point.silent},
          {"saturated", point.saturated}};
}

Json PointsJson(const Points& points) {
  Json json = Json::array();
  for (const FlowPoint& point : points) json.push_back(PointJson(point));
  return json;
}

void AddCsv(const char* kind, const Points& points, std::string* text) {
  for (const FlowPoint& point : points) {
    absl::StrAppend(text, kind, ",", point.path, ",", Exact(point.norm), ",",
                    Exact(point.relative), ",", Exact(point.firing_rate), ",",
                    NameOf(point.flow), ",", absl::StrJoin(point.silent, " "),
                    ",", absl::StrJoin(point.saturated, " "), "\n");
  }
}

}  // namespace

Json FlowJson(const FlowSetup& setup, const GradientFlow& flow) {
  Json json = {{"model", setup.model},
               {"loss_call", setup.loss},
               {"mode", setup.mode},
               {"weights", setup.weights},
               {"input", setup.input},
               {"batch", setup.batch},
               {"steps", setup.steps},
               {"loss", flow.loss},
               {"last", flow.last},
               {"vanishing", setup.limits.vanishing},
               {"exploding", setup.limits.exploding},
               {"blocks", PointsJson(flow.blocks)}};
  if (!flow.layers.empty()) json["layers"] = PointsJson(flow.layers);
  return json;
}

std::string FlowCsv(const GradientFlow& flow) {
  std::string text =
      "kind,path,gradient_norm,relative,firing_rate,flow,silent,saturated\n";
  AddCsv("block", flow.blocks, &text);
  AddCsv("layer", flow.layers, &text);
  return text;
}

}  // namespace synfire
