// Rows of text in columns.
#ifndef SYNFIRE_TOOLS_COMMANDS_TABLE_H_
#define SYNFIRE_TOOLS_COMMANDS_TABLE_H_

#include <string>
#include <utility>
#include <vector>

namespace synfire {

class Table {
 public:
  enum class Align { kLeft, kRight };

  // One alignment a column.
  explicit Table(std::vector<Align> columns) : columns_(std::move(columns)) {}

  // REQUIRES: one cell a column.
  void Add(std::vector<std::string> row);

  // A line a row, two spaces between columns, none at the end of a line.
  std::string ToText() const;

 private:
  std::vector<Align> columns_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_COMMANDS_TABLE_H_
