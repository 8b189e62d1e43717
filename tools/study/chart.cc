#include "tools/study/chart.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "tools/study/axis.h"

namespace synfire {
namespace {

// Pixels.
constexpr double kWidth = 760, kHeight = 440;
constexpr double kLeft = 80, kRight = 170, kTop = 50, kBottom = 60;
constexpr double kMarker = 4;  // half a marker's width
constexpr double kLegendRow = 24;
// More points than this are a curve: no markers.
constexpr size_t kMostMarkers = 16;

// Okabe and Ito's colours, which the colour-blind tell apart.
constexpr const char* kColours[] = {"#0072b2", "#d55e00", "#009e73",
                                    "#cc79a7", "#e69f00", "#56b4e9"};
constexpr const char* kDashes[] = {"none", "8 4", "2 3", "10 3 2 3"};

std::string Escaped(const std::string& text) {
  return absl::StrReplaceAll(
      text, {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}});
}

bool IsFinite(const ChartPoint& point) {
  return std::isfinite(point.x) && std::isfinite(point.y) &&
         std::isfinite(point.below) && std::isfinite(point.above);
}

class Drawing {
 public:
  explicit Drawing(const Chart& chart) : chart_(chart) {
    std::vector<double> xs, ys;
    for (const ChartSeries& series : chart.series) {
      for (const ChartPoint& point : series.points) {
        if (!IsFinite(point)) continue;
        xs.push_back(point.x);
        ys.insert(ys.end(), {point.y - point.below, point.y + point.above});
      }
    }
    x_ = MakeAxis(xs, chart.x_ticks, 7, kLeft, kWidth - kRight);
    y_ = MakeAxis(ys, {}, 6, kHeight - kBottom, kTop);
  }

  std::string Draw() {
    absl::StrAppendFormat(
        &svg_,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%g\" height=\"%g\" "
        "viewBox=\"0 0 %g %g\" font-family=\"sans-serif\" font-size=\"13\">\n",
        kWidth, kHeight, kWidth, kHeight);
    absl::StrAppend(&svg_, "<title>", Escaped(chart_.title), "</title>\n",
                    "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
    Text(kLeft, 28, "start", chart_.title, " font-size=\"16\"");
    DrawAxes();
    for (size_t i = 0; i < chart_.series.size(); ++i) DrawSeries(i);
    DrawLegend();
    absl::StrAppend(&svg_, "</svg>\n");
    return std::move(svg_);
  }

 private:
  void Text(double x, double y, const char* anchor, const std::string& text,
            const std::string& more = "") {
    absl::StrAppendFormat(
        &svg_, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\"%s>%s</text>\n",
        x, y, anchor, more, Escaped(text));
  }

  void Line(double x1, double y1, double x2, double y2,
            const std::string& stroke) {
    absl::StrAppendFormat(
        &svg_, "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" %s/>\n",
        x1, y1, x2, y2, stroke);
  }

  void DrawAxes() {
    const double bottom = kHeight - kBottom, right = kWidth - kRight;
    for (double tick : y_.ticks) {
      Line(kLeft, y_(tick), right, y_(tick), "stroke=\"#dddddd\"");
      Text(kLeft - 8, y_(tick) + 4, "end", absl::StrFormat("%g", tick));
    }
    for (double tick : x_.ticks) {
      Line(x_(tick), bottom, x_(tick), bottom + 5, "stroke=\"black\"");
      Text(x_(tick), bottom + 20, "middle", absl::StrFormat("%g", tick));
    }
    Line(kLeft, bottom, right, bottom, "stroke=\"black\"");
    Line(kLeft, kTop, kLeft, bottom, "stroke=\"black\"");
    Text((kLeft + right) / 2, kHeight - 15, "middle", chart_.x_label);
    const double middle = (kTop + bottom) / 2;
    Text(22, middle, "middle", chart_.y_label,
         absl::StrFormat(" transform=\"rotate(-90 22 %.1f)\"", middle));
  }

  static std::string Stroke(size_t index) {
    return absl::StrFormat(
        "stroke=\"%s\" stroke-width=\"2\" stroke-dasharray=\"%s\"",
        kColours[index % std::size(kColours)],
        kDashes[index % std::size(kDashes)]);
  }

  // A circle, a square, a triangle, and again.
  void Marker(double x, double y, size_t index) {
    const char* colour = kColours[index % std::size(kColours)];
    const double r = kMarker;
    if (index % 3 == 0) {
      absl::StrAppendFormat(
          &svg_, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%g\" fill=\"%s\"/>\n", x,
          y, r, colour);
    } else if (index % 3 == 1) {
      absl::StrAppendFormat(&svg_,
                            "<rect x=\"%.1f\" y=\"%.1f\" width=\"%g\" "
                            "height=\"%g\" fill=\"%s\"/>\n",
                            x - r, y - r, 2 * r, 2 * r, colour);
    } else {
      absl::StrAppendFormat(
          &svg_,
          "<polygon points=\"%.1f,%.1f %.1f,%.1f %.1f,%.1f\" fill=\"%s\"/>\n",
          x, y - r, x - r, y + r, x + r, y + r, colour);
    }
  }

  void DrawSeries(size_t index) {
    const ChartSeries& series = chart_.series[index];
    std::string path;
    bool begins = true;
    for (const ChartPoint& point : series.points) {
      if (!IsFinite(point)) {
        begins = true;
        continue;
      }
      absl::StrAppendFormat(&path, "%s%.1f %.1f ", begins ? "M" : "L",
                            x_(point.x), y_(point.y));
      begins = false;
    }
    if (path.empty()) return;
    path.pop_back();
    absl::StrAppend(&svg_, "<path d=\"", path, "\" fill=\"none\" ",
                    Stroke(index), "/>\n");
    for (const ChartPoint& point : series.points) {
      if (!IsFinite(point)) continue;
      DrawWhisker(point, index);
      if (series.points.size() <= kMostMarkers) {
        Marker(x_(point.x), y_(point.y), index);
      }
    }
  }

  void DrawWhisker(const ChartPoint& point, size_t index) {
    if (point.below == 0 && point.above == 0) return;
    const std::string stroke =
        absl::StrFormat("stroke=\"%s\"", kColours[index % std::size(kColours)]);
    const double x = x_(point.x);
    const double low = y_(point.y - point.below);
    const double high = y_(point.y + point.above);
    Line(x, low, x, high, stroke);
    Line(x - kMarker, low, x + kMarker, low, stroke);
    Line(x - kMarker, high, x + kMarker, high, stroke);
  }

  void DrawLegend() {
    const double x = kWidth - kRight + 20;
    for (size_t i = 0; i < chart_.series.size(); ++i) {
      const double y = kTop + kLegendRow * (i + 0.5);
      Line(x, y, x + 36, y, Stroke(i));
      Marker(x + 18, y, i);
      Text(x + 44, y + 4, "start", chart_.series[i].name);
    }
  }

  const Chart& chart_;
  Axis x_, y_;
  std::string svg_;
};

}  // namespace

std::string ToSvg(const Chart& chart) { return Drawing(chart).Draw(); }

}  // namespace synfire
