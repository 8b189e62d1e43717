#include "tools/study/measures.h"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <map>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"

namespace synfire {
namespace {

// The cells of one row by their columns' names.
class Row {
 public:
  Row(std::string where, const std::vector<std::string>& columns,
      const std::vector<std::string>& cells)
      : where_(std::move(where)) {
    for (size_t i = 0; i < columns.size(); ++i) cells_[columns[i]] = cells[i];
  }

  // None for an empty cell.
  absl::StatusOr<std::optional<double>> Number(const char* column) const {
    const auto cell = cells_.find(column);
    if (cell == cells_.end()) {
      return UserError(where_, ": there is no column '", column, "'");
    }
    if (cell->second.empty()) return std::optional<double>();
    double number;
    if (!absl::SimpleAtod(cell->second, &number)) {
      return UserError(where_, ": ", column, " is '", cell->second,
                       "', expected a number");
    }
    return std::optional<double>(number);
  }

  absl::StatusOr<double> Required(const char* column) const {
    SYNFIRE_ASSIGN_OR_RETURN(const std::optional<double> number,
                             Number(column));
    if (number.has_value()) return *number;
    return UserError(where_, ": ", column, " is empty");
  }

 private:
  std::string where_;
  std::map<std::string, std::string> cells_;
};

struct CurveRow {
  int64_t step;
  double loss, firing_rate;
};

absl::Status AddRow(const Row& row, std::vector<CurveRow>* curve,
                    Measures* measures) {
  SYNFIRE_ASSIGN_OR_RETURN(const double step, row.Required("step"));
  SYNFIRE_ASSIGN_OR_RETURN(const std::optional<double> test_loss,
                           row.Number("test_loss"));
  if (test_loss.has_value()) {
    measures->test_loss = test_loss;
    SYNFIRE_ASSIGN_OR_RETURN(measures->test_accuracy,
                             row.Number("test_accuracy"));
    return absl::OkStatus();
  }
  SYNFIRE_ASSIGN_OR_RETURN(const double loss, row.Required("train_loss"));
  SYNFIRE_ASSIGN_OR_RETURN(const double rate,
                           row.Required("train_firing_rate"));
  curve->push_back({static_cast<int64_t>(step), loss, rate});
  return absl::OkStatus();
}

void Summarise(const std::vector<CurveRow>& curve, Measures* measures) {
  const size_t last = std::max<size_t>(1, curve.size() / 5);
  for (size_t i = 0; i < curve.size(); ++i) {
    measures->curve.push_back({curve[i].step, curve[i].loss});
    if (i + last < curve.size()) continue;
    measures->train_loss += curve[i].loss / last;
    measures->firing_rate += curve[i].firing_rate / last;
  }
}

}  // namespace

absl::StatusOr<Measures> ReadMeasures(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  if (!file || !std::getline(file, line)) {
    return UserError("cannot read the metrics in ", path);
  }
  const std::vector<std::string> columns = absl::StrSplit(line, ',');
  Measures measures;
  std::vector<CurveRow> curve;
  for (int number = 2; std::getline(file, line); ++number) {
    const std::string where = absl::StrCat(path, ":", number);
    const std::vector<std::string> cells = absl::StrSplit(line, ',');
    if (cells.size() != columns.size()) {
      return UserError(where, ": ", cells.size(), " cells, expected ",
                       columns.size());
    }
    SYNFIRE_RETURN_IF_ERROR(
        AddRow(Row(where, columns, cells), &curve, &measures));
  }
  if (curve.empty()) return UserError(path, ": no row of training");
  Summarise(curve, &measures);
  return measures;
}

}  // namespace synfire
