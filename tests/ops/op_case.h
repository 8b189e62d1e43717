// One struct describes a case of an op; the harness makes five things of it:
//   forward    the reference kernel runs and writes every element (sentinels
//              around each buffer stay intact);
//   gradient   the op's gradient builder, run on reference kernels in f64,
//              against central differences of the reference kernel;
//   kernels    every candidate that accepts the case against the reference,
//              forward and backward;
//   unrolled   (temporal inputs) step by step equals all steps at once;
//   benchmark  every candidate timed, with FLOPs, bytes and their ratio to
//              the machine's measured peaks.
#ifndef SYNFIRE_TESTS_OPS_OP_CASE_H_
#define SYNFIRE_TESTS_OPS_OP_CASE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "core/spec/value.h"
#include "graph/ir/type.h"

namespace synfire {

// How an input is filled, from a seed that is printed when a case fails.
struct Fill {
  enum Kind {
    kNormal,
    kUniform,
    kSpikes,
    kCounts,
    kIntegers,
    kAbsent
  } kind = kNormal;
  double a = 0, b = 1;  // normal: mean, deviation; uniform and integers:
                        // [a, b); spikes and counts: a = density
  static Fill Normal(double mean = 0, double deviation = 1) {
    return {kNormal, mean, deviation};
  }
  static Fill Uniform(double low, double high) { return {kUniform, low, high}; }
  static Fill Spikes(double density) { return {kSpikes, density, 0}; }
  // Where not 0, from 1 to `most`.
  static Fill Counts(double density, int64_t most) {
    return {kCounts, density, static_cast<double>(most)};
  }
  static Fill Integers(int64_t low, int64_t high) {
    return {kIntegers, static_cast<double>(low), static_cast<double>(high)};
  }
  static Fill Absent() { return {kAbsent, 0, 0}; }
};

struct CaseInput {
  std::string type;  // "f32 t[2,7,7,3]", as Type::FromString reads it
  Fill fill = Fill::Normal();
  bool differentiate = true;  // false also for kinks, with the reason
};

struct OpCase {
  std::string op;
  std::string name;   // unique within the op: "stride2_pad1"
  std::string attrs;  // "kernel = [3, 3], pad = [1, 1]"
  std::vector<CaseInput> inputs;
  int64_t steps = 1;
  double tolerance = 2e-6;           // relative RMS, kernel against reference
  double gradient_tolerance = 1e-6;  // relative RMS against differences, f64
  double epsilon = 1e-4;             // of the central difference
  bool gradient = true;  // false: no builder, or the outputs do not depend
                         // smoothly on the inputs
  bool benchmark_only = false;  // too large to test, timed by hand
  // Real outputs that no gradient comes back through, by port: the statistics
  // of a norm.
  std::vector<std::string> fixed_outputs{};
};

// The cases linked into a test or benchmark.
void AddOpCases(const std::vector<OpCase>& cases);
const std::vector<OpCase>& OpCases();

// Registers at start-up: static OpCaseList cases({...}); in cases.cc.
struct OpCaseList {
  explicit OpCaseList(const std::vector<OpCase>& cases) { AddOpCases(cases); }
};

}  // namespace synfire

#endif  // SYNFIRE_TESTS_OPS_OP_CASE_H_
