#include "tools/study/chart.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "tools/study/axis.h"

namespace synfire {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::Pointwise;

int Count(const std::string& text, const std::string& part) {
  int count = 0;
  for (size_t at = text.find(part); at != std::string::npos;
       at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

TEST(RoundTicks, SpanTheNumbers) {
  using ::testing::DoubleNear;
  EXPECT_THAT(RoundTicks(0, 10, 6), ElementsAre(0, 2, 4, 6, 8, 10));
  EXPECT_THAT(RoundTicks(0.31, 0.58, 4),
              ElementsAre(DoubleNear(0.3, 1e-9), DoubleNear(0.4, 1e-9),
                          DoubleNear(0.5, 1e-9), DoubleNear(0.6, 1e-9)));
  EXPECT_THAT(RoundTicks(-30, 250, 4), ElementsAre(-100, 0, 100, 200, 300));
}

TEST(RoundTicks, MakeRoomForASingleNumber) {
  for (double number : {0.0, 3.0, -2e-20, 1e20}) {
    const std::vector<double> ticks = RoundTicks(number, number, 5);
    EXPECT_GE(ticks.size(), 2u);
    EXPECT_LT(ticks.size(), 12u);
    EXPECT_LE(ticks.front(), number);
    EXPECT_GE(ticks.back(), number);
    EXPECT_LT(ticks.front(), ticks.back());
  }
}

Chart TwoSeries() {
  Chart chart;
  chart.title = "Loss & depth";
  chart.x_label = "layers";
  chart.y_label = "loss";
  chart.x_ticks = {20, 56, 110};
  chart.series = {{"sew", {{20, 0.5}, {56, 0.4, 0.1, 0.2}, {110, 0.5}}},
                  {"<plain>", {{20, 0.5}, {56, 1.0}, {110, 2.0}}}};
  return chart;
}

TEST(ToSvg, HasAxesSeriesAndLegend) {
  const std::string svg = ToSvg(TwoSeries());
  EXPECT_THAT(svg, ::testing::StartsWith("<svg xmlns=\"http://www.w3.org/"));
  EXPECT_THAT(svg, ::testing::EndsWith("</svg>\n"));
  for (const char* text : {">layers</text>", ">loss</text>", ">20</text>",
                           ">56</text>", ">110</text>", ">sew</text>"}) {
    EXPECT_THAT(svg, HasSubstr(text));
  }
  EXPECT_EQ(Count(svg, "<path "), 2);
  // Three points and the legend.
  EXPECT_EQ(Count(svg, "<circle "), 4);
  EXPECT_EQ(svg, ToSvg(TwoSeries()));
}

TEST(ToSvg, EscapesText) {
  const std::string svg = ToSvg(TwoSeries());
  EXPECT_THAT(svg, HasSubstr("Loss &amp; depth"));
  EXPECT_THAT(svg, HasSubstr("&lt;plain&gt;"));
  EXPECT_THAT(svg, Not(HasSubstr("<plain>")));
}

TEST(ToSvg, LaysPointsOutToScale) {
  Chart chart;
  chart.series = {{"a", {{0, 0}, {5, 5}, {10, 10}}}};
  // The plot reaches from 80 to 590 and from 380 up to 50.
  EXPECT_THAT(ToSvg(chart),
              HasSubstr("<path d=\"M80.0 380.0 L335.0 215.0 L590.0 50.0\""));
}

TEST(ToSvg, AnAxisHoldsTheWhiskers) {
  Chart chart;
  chart.series = {{"a", {{0, 1, 3, 9}, {1, 2}}}};
  const std::string svg = ToSvg(chart);
  EXPECT_THAT(svg, HasSubstr(">10</text>"));
  EXPECT_THAT(svg, HasSubstr(">-5</text>"));
  // The axes, the whisker and its two ends, the legend, and a line for each
  // tick.
  EXPECT_EQ(Count(svg, "stroke=\"#0072b2\"/>"), 3);
}

TEST(ToSvg, LeavesAGapWhereANumberIsNotFinite) {
  Chart chart;
  const double nan = std::numeric_limits<double>::quiet_NaN();
  chart.series = {{"a", {{0, 0}, {1, 1}, {2, nan}, {3, 3}, {4, 4}}}};
  const std::string svg = ToSvg(chart);
  EXPECT_EQ(Count(svg, "M"), 2);
  EXPECT_THAT(svg, Not(HasSubstr("nan")));
}

TEST(ToSvg, DrawsAnEmptyChart) {
  const std::string svg = ToSvg(Chart());
  EXPECT_EQ(Count(svg, "<path "), 0);
  EXPECT_THAT(svg, HasSubstr(">0.4</text>"));
}

TEST(ToSvg, ManyPointsAreACurve) {
  Chart chart;
  chart.series.push_back({"a", {}});
  for (int i = 0; i < 100; ++i) {
    chart.series[0].points.push_back({i * 1.0, i * 0.5});
  }
  EXPECT_EQ(Count(ToSvg(chart), "<circle "), 1);
}

}  // namespace
}  // namespace synfire
