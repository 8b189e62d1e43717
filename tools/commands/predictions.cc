#include "tools/commands/predictions.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numeric>
#include <string>
#include <utility>

#include "absl/strings/str_format.h"
#include "tools/commands/report.h"

namespace synfire {
namespace {

// The `top` most probable classes of sample n, best first.
std::vector<int64_t> TopClasses(const Predictions& predictions, int64_t n,
                                int top) {
  std::vector<int64_t> order(predictions.num_classes());
  std::iota(order.begin(), order.end(), 0);
  const double* row =
      predictions.logits.elements.data() + n * predictions.num_classes();
  std::stable_sort(order.begin(), order.end(),
                   [row](int64_t a, int64_t b) { return row[a] > row[b]; });
  order.resize(std::min<size_t>(top, order.size()));
  return order;
}

int64_t CountCorrect(const Predictions& predictions,
                     const std::vector<int64_t>& labels) {
  int64_t correct = 0;
  for (size_t n = 0; n < labels.size(); ++n) {
    correct += predictions.classes.elements[n] == labels[n];
  }
  return correct;
}

}  // namespace

Predictions FromLogits(Tensor logits) {
  Predictions result{std::move(logits), {}, {}};
  result.probabilities = result.logits;
  result.classes = {DType::kI64, Shape({result.count()}), {}};
  const int64_t classes = result.num_classes();
  for (int64_t n = 0; n < result.count(); ++n) {
    double* row = result.probabilities.elements.data() + n * classes;
    const double* largest = std::max_element(row, row + classes);
    result.classes.elements.push_back(static_cast<double>(largest - row));
    const double shift = *largest;
    double sum = 0;
    for (int64_t k = 0; k < classes; ++k) sum += std::exp(row[k] - shift);
    for (int64_t k = 0; k < classes; ++k) {
      row[k] = std::exp(row[k] - shift) / sum;
    }
  }
  return result;
}

void WarnOfNonFinite(const Tensor& logits) {
  const auto it =
      std::find_if_not(logits.elements.begin(), logits.elements.end(),
                       [](double x) { return std::isfinite(x); });
  if (it == logits.elements.end()) return;
  ReportWarning(
      absl::StrCat("sample ", (it - logits.elements.begin()) / logits.shape[1],
                   " has logits that are not finite; its class means nothing"));
}

void PrintAsText(const Predictions& predictions, const Labels& labels,
                 int top) {
  for (int64_t n = 0; n < predictions.count(); ++n) {
    std::string line = absl::StrCat(n, ":");
    for (int64_t k : TopClasses(predictions, n, top)) {
      absl::StrAppendFormat(&line, "  class %d (%.4f)", k,
                            predictions.probabilities
                                .elements[n * predictions.num_classes() + k]);
    }
    std::printf("%s\n", line.c_str());
  }
  if (labels.has_value()) {
    std::printf("%d of %d are right\n",
                static_cast<int>(CountCorrect(predictions, *labels)),
                static_cast<int>(predictions.count()));
  }
}

void PrintAsJson(const Predictions& predictions, const Labels& labels,
                 int top) {
  Json json;
  json["classes"] = Json::array();
  json["top"] = Json::array();
  for (int64_t n = 0; n < predictions.count(); ++n) {
    json["classes"].push_back(
        static_cast<int64_t>(predictions.classes.elements[n]));
    json["top"].push_back(TopClasses(predictions, n, top));
  }
  json["probabilities"] = ToJson(predictions.probabilities);
  json["logits"] = ToJson(predictions.logits);
  if (labels.has_value()) {
    json["correct"] = CountCorrect(predictions, *labels);
  }
  PrintJson(json);
}

}  // namespace synfire
