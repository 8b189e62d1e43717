// The table of a neuron's or surrogate's parameters, as constants that device
// code may include.  param_schema.h makes the checked schema of it.
#ifndef SYNFIRE_OPS_PARAMS_PARAM_H_
#define SYNFIRE_OPS_PARAMS_PARAM_H_

#include <array>
#include <limits>

namespace synfire {

struct Param {
  const char* name;
  const char* unit;  // "" where it has none
  double fallback;   // of a switch: 0 or 1
  double min;
  bool min_exclusive;
  double max;  // inclusive
  bool is_switch;
  bool none_allowed;
  const char* doc;
};

constexpr double kNoBound = std::numeric_limits<double>::infinity();

// A real number greater than `bound`.
constexpr Param Above(double bound, const char* name, const char* unit,
                      double fallback, const char* doc) {
  return {name, unit, fallback, bound, true, kNoBound, false, false, doc};
}
// A real number from 0 to 1, both included.
constexpr Param Fraction(const char* name, const char* unit, double fallback,
                         const char* doc) {
  return {name, unit, fallback, 0, false, 1, false, false, doc};
}
// Any real number.
constexpr Param AnyReal(const char* name, const char* unit, double fallback,
                        const char* doc) {
  return {name, unit, fallback, -kNoBound, false, kNoBound, false, false, doc};
}
// Any real number, or `none`.
constexpr Param RealOrNone(const char* name, const char* unit, double fallback,
                           const char* doc) {
  return {name, unit, fallback, -kNoBound, false, kNoBound, false, true, doc};
}
// true or false.
constexpr Param Switch(const char* name, bool fallback, const char* doc) {
  return {name,  "", fallback ? 1.0 : 0.0, -kNoBound, false, kNoBound, true,
          false, doc};
}

template <class... Ps>
constexpr std::array<Param, sizeof...(Ps)> Params(Ps... params) {
  return {{params...}};
}

}  // namespace synfire

#endif  // SYNFIRE_OPS_PARAMS_PARAM_H_
