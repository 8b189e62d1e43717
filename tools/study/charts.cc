#include <algorithm>
#include <map>

#include "tools/study/report.h"
#include "tools/study/spread.h"

namespace synfire {
namespace {

// Of all runs of a kind at a depth that are done.
ChartSeries Curve(const std::vector<StudyOutcome>& outcomes,
                  const std::string& network, int64_t layers) {
  std::map<int64_t, Spread> by_step;
  for (const StudyOutcome& outcome : outcomes) {
    const StudyRun& run = outcome.run;
    if (run.network.name != network || run.layers != layers) continue;
    if (!outcome.measures.has_value()) continue;
    for (const LossAtStep& point : outcome.measures->curve) {
      by_step[point.step].Add(point.loss);
    }
  }
  ChartSeries series;
  series.name = absl::StrCat(network, ", ", layers, " layers");
  for (const auto& [step, losses] : by_step) {
    series.points.push_back({static_cast<double>(step), losses.mean()});
  }
  return series;
}

}  // namespace

Chart LossByDepth(const StudyPlan& plan,
                  const std::vector<StudyOutcome>& outcomes) {
  Chart chart;
  chart.title =
      absl::StrCat("Training loss after ", plan.steps, " updates, by depth");
  chart.x_label = "layers of weights";
  chart.y_label = "training loss";
  chart.x_ticks.assign(plan.layers.begin(), plan.layers.end());
  for (const StudyNetwork& network : plan.networks) {
    std::map<int64_t, Spread> by_layers;
    for (const StudyOutcome& outcome : outcomes) {
      if (outcome.run.network.name != network.name) continue;
      if (!outcome.measures.has_value()) continue;
      by_layers[outcome.run.layers].Add(outcome.measures->train_loss);
    }
    ChartSeries series;
    series.name = network.name;
    for (const auto& [layers, losses] : by_layers) {
      const double mean = losses.mean();
      series.points.push_back({static_cast<double>(layers), mean,
                               mean - losses.low(), losses.high() - mean});
    }
    chart.series.push_back(std::move(series));
  }
  return chart;
}

Chart LossByStep(const StudyPlan& plan,
                 const std::vector<StudyOutcome>& outcomes) {
  Chart chart;
  chart.title = "Training loss by update";
  chart.x_label = "updates";
  chart.y_label = "training loss";
  const auto [shallow, deep] =
      std::minmax_element(plan.layers.begin(), plan.layers.end());
  for (int64_t layers : {*shallow, *deep}) {
    for (const StudyNetwork& network : plan.networks) {
      chart.series.push_back(Curve(outcomes, network.name, layers));
    }
    if (*shallow == *deep) break;
  }
  return chart;
}

}  // namespace synfire
