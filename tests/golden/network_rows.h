// Every network of models/ and what their options change, of which there are
// golden values.
#ifndef SYNFIRE_TESTS_GOLDEN_NETWORK_ROWS_H_
#define SYNFIRE_TESTS_GOLDEN_NETWORK_ROWS_H_

#include <ostream>
#include <string>
#include <vector>

namespace synfire {

// What is checked in evaluation, beside training.
enum class Evaluation {
  // Nothing: with the made weights the network is nearly silent.
  kNone,
  // Not in f64, which takes seconds.
  kInSingle,
  kInBoth,
};

// A golden file and the network that it is of.
struct GoldenRow {
  const char* golden;  // tests/golden/GOLDEN.golden
  const char* model;   // models/MODEL.prototxt
  std::vector<std::string> settings;
  Evaluation evaluation;
};

inline void PrintTo(const GoldenRow& row, std::ostream* out) {
  *out << row.golden;
}

std::vector<GoldenRow> GoldenRows();

}  // namespace synfire

#endif  // SYNFIRE_TESTS_GOLDEN_NETWORK_ROWS_H_
