// Runs the synfire program, or another, as a user would, in an empty folder.
#ifndef SYNFIRE_TESTS_TOOLS_COMMANDS_PROGRAM_TEST_H_
#define SYNFIRE_TESTS_TOOLS_COMMANDS_PROGRAM_TEST_H_

#include <gtest/gtest.h>

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "core/shape.h"

namespace synfire {

struct Outcome {
  int exit_code = -1;  // -1: it was killed
  std::string out, err;
};

// A tensor for a safetensors file: f64, or i64 where `whole`.
struct TestTensor {
  std::string name;
  Shape shape;
  std::vector<double> elements;
  bool whole = false;
};

class ProgramTest : public ::testing::Test {
 protected:
  // `program` by its path from the root of the tree.
  explicit ProgramTest(const std::string& program = "tools/synfire");
  ~ProgramTest() override;

  // Runs `program arguments...` in the folder.
  Outcome Run(const std::vector<std::string>& arguments) const;
  // The same, which must succeed; its stdout, also as JSON.
  std::string RunOk(const std::vector<std::string>& arguments) const;
  nlohmann::json RunJson(std::vector<std::string> arguments) const;
  // The same, which must fail with the exit code 2 and these lines on stderr,
  // each after "synfire: error: ".
  void ExpectMistake(const std::vector<std::string>& arguments,
                     const std::string& message) const;

  std::string Path(const std::string& name) const;
  void Write(const std::string& name, const std::string& text) const;
  void WriteTensors(const std::string& name,
                    const std::vector<TestTensor>& tensors) const;

 private:
  std::string program_, folder_;
};

}  // namespace synfire

#endif  // SYNFIRE_TESTS_TOOLS_COMMANDS_PROGRAM_TEST_H_
