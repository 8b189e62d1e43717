// A line chart as an SVG file: axes with ticks and labels, a legend, whiskers.
#ifndef SYNFIRE_TOOLS_STUDY_CHART_H_
#define SYNFIRE_TOOLS_STUDY_CHART_H_

#include <string>
#include <vector>

namespace synfire {

struct ChartPoint {
  double x = 0, y = 0;
  double below = 0, above = 0;  // a whisker reaches so far, where it is not 0
};

struct ChartSeries {
  std::string name;
  // Joined in this order.  One that is not finite is left out and leaves a
  // gap.
  std::vector<ChartPoint> points;
};

struct Chart {
  std::string title, x_label, y_label;
  std::vector<ChartSeries> series;
  std::vector<double> x_ticks;  // empty: round numbers
};

// The axes reach from the smallest to the largest finite number, with ticks at
// round ones; with no number at all they go from 0 to 1.  Series differ in
// colour (told apart by the colour-blind, too), marker and dash.  The text
// depends on `chart` alone.
std::string ToSvg(const Chart& chart);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_STUDY_CHART_H_
