#include "tests/golden/network_values.h"

#include <cmath>
#include <fstream>
#include <sstream>

#include "absl/strings/match.h"

namespace synfire {
namespace {

double U(uint64_t k, uint64_t i) {
  uint64_t z = (k << 32) + i + 0x9E3779B97F4A7C15;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
  z ^= z >> 31;
  return (z >> 11) * 0x1p-53;
}

bool ReadLine(std::istringstream& line, NetworkValues* values) {
  std::string kind, mode, name;
  line >> kind >> mode;  // PUBLISHED in the place of MODE is only for people
  ModeValues& of_mode = mode == "train" ? values->training : values->evaluation;
  if (kind == "loss") return !!(line >> of_mode.loss);
  if (kind == "sum") return !!(line >> of_mode.logits_sum);
  if (kind == "norm") return !!(line >> of_mode.logits_norm);
  if (kind == "logits") {
    double logit;
    while (line >> logit) of_mode.logits.push_back(logit);
    return line.eof();
  }
  line >> name;
  if (kind == "neuron") {
    double eval, train;
    if (!(line >> eval >> train)) return false;
    values->evaluation.firing_rates.emplace_back(name, eval);
    values->training.firing_rates.emplace_back(name, train);
    return true;
  }
  const int number = static_cast<int>(values->numbers.size());
  values->numbers[name] = number;
  if (kind == "state") return !!(line >> values->state_sums[name]);
  return kind == "parameter" && line >>
                                    values->evaluation.gradient_norms[name] >>
                                    values->training.gradient_norms[name];
}

// (scale * u - shift) * factor, in this order of rounding.
struct Range {
  double scale, shift, factor;
};

Range RangeOf(const std::string& name, const Shape& shape) {
  const auto ends = [&](const char* suffix) {
    return absl::EndsWith(name, suffix);
  };
  if (shape.rank() == 4) {
    return {2, 1, std::sqrt(6.0 / (shape[0] * shape[2] * shape[3]))};
  }
  if (shape.rank() == 2) return {2, 1, 1 / std::sqrt(shape[1])};
  if (ends(".w")) return {0, 0, 0};
  if (ends(".running_mean")) return {1, 0.5, 0.2};
  if (ends(".running_var")) return {1, -0.5, 1};
  if (ends(".weight")) return {1, -0.5, 1};
  const bool of_linear = name == "fc.bias" || name == "out.bias";
  return of_linear ? Range{2, 1, 0.1} : Range{1, 0, 0.5};
}

// Calls visit(position in [T,N,H,W,C], position in [N,T,C,H,W]) for each
// element.  Features are channels of one pixel.
template <typename Visit>
void ForEachPixel(const Shape& shape, int64_t steps, Visit&& visit) {
  const bool image = shape.rank() == 4;
  const int64_t height = image ? shape[1] : 1, width = image ? shape[2] : 1;
  const int64_t channels = shape[shape.rank() - 1];
  int64_t position = 0;
  for (int64_t t = 0; t < steps; ++t) {
    for (int64_t n = 0; n < shape[0]; ++n) {
      for (int64_t h = 0; h < height; ++h) {
        for (int64_t w = 0; w < width; ++w) {
          for (int64_t c = 0; c < channels; ++c) {
            const int64_t image = (n * steps + t) * channels + c;
            visit(position++, (image * height + h) * width + w);
          }
        }
      }
    }
  }
}

}  // namespace

absl::StatusOr<NetworkValues> ReadNetworkValues(const std::string& path) {
  std::ifstream file(path);
  if (!file) return absl::NotFoundError(absl::StrCat("no file ", path));
  NetworkValues values;
  std::string text;
  for (int number = 1; std::getline(file, text); ++number) {
    if (text.empty() || text[0] == '#') continue;
    std::istringstream line(text);
    if (!ReadLine(line, &values)) {
      return UserError(path, ":", number, ": cannot be read: ", text);
    }
  }
  return values;
}

std::vector<double> MadeVariable(int number, const std::string& name,
                                 const Type& type) {
  const Range range = RangeOf(name, type.shape);
  std::vector<double> elements(type.shape.size());
  for (size_t i = 0; i < elements.size(); ++i) {
    elements[i] = (range.scale * U(number, i) - range.shift) * range.factor;
  }
  return elements;
}

std::vector<double> MadeImages(const Type& type) {
  std::vector<double> elements(type.shape.size());
  ForEachPixel(type.shape, 1, [&](int64_t to, int64_t i) {
    elements[to] = 4 * U(1000000, i) - 2;
  });
  return elements;
}

std::vector<double> MadeEvents(const Type& type, int64_t steps) {
  std::vector<double> elements(type.Elements(steps));
  ForEachPixel(type.shape, steps, [&](int64_t to, int64_t i) {
    if (U(1000002, i) < 0.1) elements[to] = std::floor(3 * U(1000001, i));
  });
  return elements;
}

}  // namespace synfire
