// A run's metrics as a table any program reads:
//
//   step,train_loss,test_accuracy
//   100,2.30258512,
//   200,1.87,0.4125
//
// One row a step, in rising order; a metric that was not measured at a step has
// an empty cell.
#ifndef SYNFIRE_TOOLS_RUN_DIRECTORY_METRICS_CSV_H_
#define SYNFIRE_TOOLS_RUN_DIRECTORY_METRICS_CSV_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "core/status.h"
#include "tools/run_directory/append_file.h"

namespace synfire {

// Every row reaches the file before Append() returns.  One thread at a time.
class MetricsCsv {
 public:
  // A new file.  `columns` are the names after "step".  Errors: the file
  // exists; a name with a comma, quote or line end; those of writing.
  static absl::StatusOr<MetricsCsv> Create(const std::string& path,
                                           std::vector<std::string> columns);

  // The file of a run that goes on after `step`: rows of later steps, and a
  // last row that the end of the process cut short, are taken away.  Where
  // there is no file, as Create().  Errors, with path and line: another header
  // than `columns` give; a row among those kept that begins with no step, or
  // with one not above the row's before.
  static absl::StatusOr<MetricsCsv> Resume(const std::string& path,
                                           std::vector<std::string> columns,
                                           int64_t step);

  // Adds a row, `values` in the order of the columns.  9 digits are kept: a
  // float's value is exact.  Errors: not one value a column; a step not above
  // the last row's; those of writing.
  absl::Status Append(int64_t step,
                      absl::Span<const std::optional<double>> values);

 private:
  MetricsCsv(AppendFile file, size_t columns, std::optional<int64_t> last_step)
      : file_(std::move(file)), columns_(columns), last_step_(last_step) {}

  AppendFile file_;
  size_t columns_;
  std::optional<int64_t> last_step_;
};

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_RUN_DIRECTORY_METRICS_CSV_H_
