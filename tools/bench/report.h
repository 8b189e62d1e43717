// How the results of a benchmark are printed.
#ifndef SYNFIRE_TOOLS_BENCH_REPORT_H_
#define SYNFIRE_TOOLS_BENCH_REPORT_H_

#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "tools/bench/machine.h"
#include "tools/bench/measure.h"
#include "tools/bench/workload.h"

namespace synfire {

// Everything that the numbers depend on, but for the point.
struct BenchSetup {
  Machine machine;
  std::string model;  // its name
  std::string path;   // of the file given
  int64_t steps = 1;  // T
  std::string loss, optimizer;
  bool trains_by_default = false;  // nobody chose loss and optimizer
  std::string data;                // a data set, or what is synthetic
  std::string kernels;             // as the command line calls them
  uint64_t seed = 0;
  int warmup = 0, repeats = 0;
};

class Report {
 public:
  virtual ~Report() = default;
  virtual void Begin(const BenchSetup& setup) = 0;
  virtual void Add(const Measurement& measurement) = 0;  // a row
  virtual void End() = 0;
};

// Each writes to `out`, which must outlive it.
// For people: a table, rows as they come, then a table of kernels each.
std::unique_ptr<Report> TextReport(std::ostream* out);
// A header and a row a point, or, `per_kernel`, a row a group of kernels and
// one "remainder" for each point.
std::unique_ptr<Report> CsvReport(bool per_kernel, std::ostream* out);
// One object, at the end.
std::unique_ptr<Report> JsonReport(std::ostream* out);

// The fields of CsvReport and JsonReport, for --help.
extern const char kReportSchema[];

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_BENCH_REPORT_H_
