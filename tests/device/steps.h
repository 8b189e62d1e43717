// Ops with kernels for the checked device, and steps on it or on the host.
#ifndef SYNFIRE_TESTS_DEVICE_STEPS_H_
#define SYNFIRE_TESTS_DEVICE_STEPS_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "graph/compile.h"

namespace synfire {

// All ops, with reference kernels alone, on the host and on the checked device.
const Catalog& CheckedCatalog();

using Bytes = std::vector<uint8_t>;

// A network's training and test step, which share their variables.  The
// device outlives it.
class Steps {
 public:
  // `settings` change the model of the training file.  Batch 3 and 2.
  static absl::StatusOr<std::unique_ptr<Steps>> Compile(
      const std::string& training_file,
      const std::vector<std::string>& settings, const Placement& placement,
      const Catalog& catalog = CheckedCatalog());

  Network& training() { return training_; }
  Network& test() { return test_; }
  VariableStore& variables() { return variables_; }

  // Writes inputs that depend on `step` alone.
  static void Feed(int step, Executable* executable);
  // By name, after Wait.
  static std::map<std::string, Bytes> Outputs(const Executable& executable);
  // Fetches them.
  std::map<std::string, Bytes> Variables();

 private:
  VariableStore variables_;
  Network training_, test_;
};

}  // namespace synfire

#endif  // SYNFIRE_TESTS_DEVICE_STEPS_H_
