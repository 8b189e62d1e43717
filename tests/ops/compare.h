// How far two arrays are apart.
#ifndef SYNFIRE_TESTS_OPS_COMPARE_H_
#define SYNFIRE_TESTS_OPS_COMPARE_H_

#include <string>
#include <vector>

#include "core/dtype.h"
#include "tests/ops/evaluate.h"

namespace synfire {

// rms(actual - expected) / max(rms(expected), floor).  The floor is for arrays
// that are zero but for rounding.  NaN where an element of either is.
double RelativeRms(const std::vector<double>& actual,
                   const std::vector<double>& expected, double floor);

// "" if `actual` is within `tolerance` of `expected` (real types: relative RMS;
// integers: equal); else what differs, with the element furthest off.
std::string Difference(DType dtype, const Bytes& actual, const Bytes& expected,
                       double tolerance);

}  // namespace synfire

#endif  // SYNFIRE_TESTS_OPS_COMPARE_H_
