#include "tools/run_directory/metrics_csv.h"

#include <cerrno>
#include <fstream>
#include <iterator>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"

namespace synfire {
namespace {

absl::StatusOr<std::string> HeaderLine(
    const std::vector<std::string>& columns) {
  for (const std::string& column : columns) {
    if (column.find_first_of(",\"\r\n") != std::string::npos) {
      return UserError("a column of metrics cannot be called '", column,
                       "': a comma, quote or line end would end the cell");
    }
  }
  return absl::StrJoin(columns, ",");
}

absl::StatusOr<std::string> ReadAll(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    return absl::ErrnoToStatus(errno, absl::StrCat("cannot open '", path, "'"));
  }
  std::string text(std::istreambuf_iterator<char>(in), {});
  if (in.bad()) {
    return absl::ErrnoToStatus(errno, absl::StrCat("cannot read '", path, "'"));
  }
  return text;
}

// The rows to keep: bytes from the file's begin, and their last step.
struct Kept {
  size_t size = 0;
  std::optional<int64_t> last_step;
};

absl::StatusOr<Kept> RowsUpTo(int64_t step, absl::string_view text,
                              absl::string_view header,
                              const std::string& path) {
  Kept kept;
  for (int line = 1; kept.size < text.size(); ++line) {
    const size_t end = text.find('\n', kept.size);
    if (end == absl::string_view::npos) break;  // Cut short.
    const absl::string_view row = text.substr(kept.size, end - kept.size);
    if (line == 1) {
      if (row != header) {
        return UserError(path, ":1: the columns are '", row, "', expected '",
                         header, "' as this run measures them");
      }
    } else {
      const absl::string_view cell = row.substr(0, row.find(','));
      int64_t row_step;
      if (!absl::SimpleAtoi(cell, &row_step)) {
        return UserError(path, ":", line, ": the row begins with '", cell,
                         "', expected a step");
      }
      if (row_step > step) break;
      if (kept.last_step && row_step <= *kept.last_step) {
        return UserError(path, ":", line, ": step ", row_step, " follows step ",
                         *kept.last_step, ", expected a later one");
      }
      kept.last_step = row_step;
    }
    kept.size = end + 1;
  }
  return kept;
}

}  // namespace

absl::StatusOr<MetricsCsv> MetricsCsv::Create(
    const std::string& path, std::vector<std::string> columns) {
  const size_t count = columns.size();
  columns.insert(columns.begin(), "step");
  SYNFIRE_ASSIGN_OR_RETURN(const std::string header, HeaderLine(columns));
  SYNFIRE_ASSIGN_OR_RETURN(AppendFile file, AppendFile::Create(path));
  SYNFIRE_RETURN_IF_ERROR(file.Append(absl::StrCat(header, "\n")));
  return MetricsCsv(std::move(file), count, std::nullopt);
}

absl::StatusOr<MetricsCsv> MetricsCsv::Resume(const std::string& path,
                                              std::vector<std::string> columns,
                                              int64_t step) {
  absl::StatusOr<std::string> text = ReadAll(path);
  if (absl::IsNotFound(text.status())) return Create(path, std::move(columns));
  if (!text.ok()) return text.status();
  const size_t count = columns.size();
  columns.insert(columns.begin(), "step");
  SYNFIRE_ASSIGN_OR_RETURN(const std::string header, HeaderLine(columns));
  SYNFIRE_ASSIGN_OR_RETURN(const Kept kept,
                           RowsUpTo(step, *text, header, path));
  SYNFIRE_ASSIGN_OR_RETURN(
      AppendFile file,
      AppendFile::OpenCut(path, static_cast<int64_t>(kept.size)));
  if (kept.size == 0) {
    SYNFIRE_RETURN_IF_ERROR(file.Append(absl::StrCat(header, "\n")));
  }
  return MetricsCsv(std::move(file), count, kept.last_step);
}

absl::Status MetricsCsv::Append(
    int64_t step, absl::Span<const std::optional<double>> values) {
  if (values.size() != columns_) {
    return UserError(file_.path(), ": ", values.size(),
                     " values came for step ", step, ", expected ", columns_);
  }
  if (last_step_ && step <= *last_step_) {
    return UserError(file_.path(), ": step ", step, " came after step ",
                     *last_step_, ", expected a later one");
  }
  std::string row = absl::StrCat(step);
  for (const std::optional<double>& value : values) {
    row += ',';
    if (value) absl::StrAppendFormat(&row, "%.9g", *value);
  }
  row += '\n';
  SYNFIRE_RETURN_IF_ERROR(file_.Append(row));
  last_step_ = step;
  return absl::OkStatus();
}

}  // namespace synfire
