#include "tools/train/run_log.h"

#include <chrono>
#include <string>
#include <vector>

namespace synfire {
namespace {

struct Column {
  const char* name;  // in the CSV
  const char* tag;   // in TensorBoard
  std::optional<double> LogRow::*value;
};
constexpr Column kColumns[] = {
    {"train_loss", "train/loss", &LogRow::train_loss},
    {"train_accuracy", "train/accuracy", &LogRow::train_accuracy},
    {"train_firing_rate", "train/firing_rate", &LogRow::firing_rate},
    {"learning_rate", "train/learning_rate", &LogRow::learning_rate},
    {"images_per_second", "speed/images_per_second",
     &LogRow::images_per_second},
    {"waiting_for_data", "speed/waiting_for_data", &LogRow::waiting},
    {"test_loss", "test/loss", &LogRow::test_loss},
    {"test_accuracy", "test/accuracy", &LogRow::test_accuracy},
    {"test_firing_rate", "test/firing_rate", &LogRow::test_firing_rate},
};

std::vector<std::string> ColumnNames() {
  std::vector<std::string> names = {"epoch"};
  for (const Column& column : kColumns) names.push_back(column.name);
  return names;
}

double WallTime() {
  return std::chrono::duration<double>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

}  // namespace

absl::StatusOr<RunLog> RunLog::Open(const RunDirectory& directory,
                                    std::optional<int64_t> resume_step) {
  const double now = WallTime();
  SYNFIRE_ASSIGN_OR_RETURN(
      MetricsCsv csv,
      resume_step.has_value()
          ? MetricsCsv::Resume(directory.metrics_path(), ColumnNames(),
                               *resume_step)
          : MetricsCsv::Create(directory.metrics_path(), ColumnNames()));
  SYNFIRE_ASSIGN_OR_RETURN(EventWriter events,
                           EventWriter::Create(directory.path(), now));
  if (resume_step.has_value()) {
    SYNFIRE_RETURN_IF_ERROR(events.WriteRestart(*resume_step + 1, now));
  }
  return RunLog(std::move(csv), std::move(events));
}

absl::Status RunLog::Write(int64_t step, const LogRow& row) {
  std::vector<std::optional<double>> values = {row.epoch};
  std::vector<Scalar> scalars;
  for (const Column& column : kColumns) {
    const std::optional<double>& value = row.*column.value;
    values.push_back(value);
    if (value.has_value()) {
      scalars.push_back({column.tag, static_cast<float>(*value)});
    }
  }
  SYNFIRE_RETURN_IF_ERROR(csv_.Append(step, values));
  return events_.WriteScalars(step, scalars, WallTime());
}

}  // namespace synfire
