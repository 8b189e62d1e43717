#include "tests/ops/compare.h"

#include <cmath>
#include <cstddef>

#include "absl/strings/str_cat.h"
#include "core/status.h"

namespace synfire {

double RelativeRms(const std::vector<double>& actual,
                   const std::vector<double>& expected, double floor) {
  SYNFIRE_CHECK(actual.size() == expected.size());
  if (expected.empty()) return 0;
  double difference = 0, norm = 0;
  for (size_t i = 0; i < expected.size(); ++i) {
    difference += (actual[i] - expected[i]) * (actual[i] - expected[i]);
    norm += expected[i] * expected[i];
  }
  const double count = static_cast<double>(expected.size());
  const double rms = std::sqrt(norm / count);
  // The comparison in this order lets a NaN through.
  return std::sqrt(difference / count) / (rms < floor ? floor : rms);
}

std::string Difference(DType dtype, const Bytes& actual, const Bytes& expected,
                       double tolerance) {
  if (actual == expected) return "";
  const std::vector<double> a = ToDoubles(dtype, actual);
  const std::vector<double> e = ToDoubles(dtype, expected);
  const bool real = dtype == DType::kF32 || dtype == DType::kF64;
  const double distance = RelativeRms(a, e, 1e-30);
  if (real && distance <= tolerance) return "";
  size_t worst = 0;
  for (size_t i = 0; i < e.size(); ++i) {
    if (!(std::abs(a[i] - e[i]) <= std::abs(a[worst] - e[worst]))) worst = i;
  }
  return absl::StrCat(
      real ? absl::StrCat("relative RMS ", distance, " > ", tolerance)
           : std::string("integers differ"),
      "; element ", worst, " of ", e.size(), " is ", a[worst], ", expected ",
      e[worst]);
}

}  // namespace synfire
