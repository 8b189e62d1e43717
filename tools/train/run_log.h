// The numbers of a run: CSV and TensorBoard at once.
#ifndef SYNFIRE_TOOLS_TRAIN_RUN_LOG_H_
#define SYNFIRE_TOOLS_TRAIN_RUN_LOG_H_

#include <cstdint>
#include <optional>

#include "core/status.h"
#include "tools/run_directory/event_writer.h"
#include "tools/run_directory/metrics_csv.h"
#include "tools/run_directory/run_directory.h"

namespace synfire {

// One row: of the steps since the last row, or, at the end of an epoch, of the
// whole epoch with the test behind it.
struct LogRow {
  double epoch = 0;  // completed, with its fraction
  std::optional<double> train_loss, train_accuracy, firing_rate;
  std::optional<double> learning_rate, images_per_second;
  std::optional<double> waiting;  // share of the time that the loader kept us
  std::optional<double> test_loss, test_accuracy, test_firing_rate;
};

class RunLog {
 public:
  // `resume_step`: none for a new run; else rows after it are cut off.
  static absl::StatusOr<RunLog> Open(const RunDirectory& directory,
                                     std::optional<int64_t> resume_step);

  absl::Status Write(int64_t step, const LogRow& row);

 private:
  RunLog(MetricsCsv csv, EventWriter events)
      : csv_(std::move(csv)), events_(std::move(events)) {}

  MetricsCsv csv_;
  EventWriter events_;
};

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_TRAIN_RUN_LOG_H_
