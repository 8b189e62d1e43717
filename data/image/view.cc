#include "data/image/view.h"

#include <algorithm>
#include <cmath>

namespace synfire {
namespace {

// To the nearest integer, halves to the even one.
int64_t RoundHalfEven(double value) {
  return static_cast<int64_t>(std::nearbyint(value));
}

double Between(double low, double high, float uniform) {
  return low + (high - low) * uniform;
}

View Whole(const Box& source, int64_t size) {
  return {source, size, size, {0, 0, size, size}};
}

// The largest part in the middle with an allowed ratio.
Box Middle(int64_t height, int64_t width, const RandomViewRule& rule) {
  const double ratio = static_cast<double>(width) / height;
  Box box{0, 0, width, height};
  if (ratio < rule.min_ratio) {
    box.height = RoundHalfEven(width / rule.min_ratio);
  } else if (ratio > rule.max_ratio) {
    box.width = RoundHalfEven(height * rule.max_ratio);
  }
  box.height = std::clamp<int64_t>(box.height, 1, height);
  box.width = std::clamp<int64_t>(box.width, 1, width);
  box.top = (height - box.height) / 2;
  box.left = (width - box.width) / 2;
  return box;
}

}  // namespace

View CenterView(int64_t height, int64_t width, int64_t resize, int64_t size) {
  View view{{0, 0, width, height}, resize, resize, {0, 0, size, size}};
  if (width <= height) {
    view.full_height = resize * height / width;
  } else {
    view.full_width = resize * width / height;
  }
  view.window.top = RoundHalfEven((view.full_height - size) / 2.0);
  view.window.left = RoundHalfEven((view.full_width - size) / 2.0);
  return view;
}

View RandomView(int64_t height, int64_t width, const RandomViewRule& rule,
                const SampleDraw& draw) {
  const double area = static_cast<double>(height) * width;
  const double min_log = std::log(rule.min_ratio);
  const double max_log = std::log(rule.max_ratio);
  for (int i = 0; i < RandomViewRule::kAttempts; ++i) {
    const double part =
        area * Between(rule.min_scale, rule.max_scale, draw.Uniform(2 * i));
    const double ratio =
        std::exp(Between(min_log, max_log, draw.Uniform(2 * i + 1)));
    // Compared as doubles: a part may be larger than any integer.
    const double w = std::nearbyint(std::sqrt(part * ratio));
    const double h = std::nearbyint(std::sqrt(part / ratio));
    if (!(w >= 1 && w <= width && h >= 1 && h <= height)) continue;
    Box box{0, 0, static_cast<int64_t>(w), static_cast<int64_t>(h)};
    const auto place = [&](int64_t room, int draw_index) {
      return static_cast<int64_t>(
          (room + 1) * static_cast<double>(draw.Uniform(draw_index)));
    };
    box.top = place(height - box.height, 2 * RandomViewRule::kAttempts);
    box.left = place(width - box.width, 2 * RandomViewRule::kAttempts + 1);
    return Whole(box, rule.size);
  }
  return Whole(Middle(height, width, rule), rule.size);
}

}  // namespace synfire
