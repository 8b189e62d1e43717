// Holds a network of this project to the values of the published code.
#ifndef SYNFIRE_TESTS_GOLDEN_NETWORK_CHECKS_H_
#define SYNFIRE_TESTS_GOLDEN_NETWORK_CHECKS_H_

#include <string>

#include "graph/plan/kernels.h"
#include "tests/golden/network_values.h"
#include "tests/graph/network_run.h"

namespace synfire {

enum class Mode { kTraining, kEvaluation };

class GoldenNetwork {
 public:
  // Reads tests/golden/NAME.prototxt and NAME.golden; failures end the test.
  explicit GoldenNetwork(const std::string& name);

  NetworkRun Run(Mode mode, DType dtype, KernelPolicy kernels) const;

  // Everything the file says of the mode, as exactly as it says it: the run is
  // in f64 by the reference kernels, as the published code's was.
  void CheckExactly(Mode mode) const;

  // What f32 keeps of it.  Loss and logits are held to 1e-5 of their size,
  // gradients to 1e-4.  A spike whose membrane comes within rounding of the
  // threshold may move, and then all behind it changes a little: where a few
  // have, everything is held to 2e-2.  Prints how many (net, by layer).
  void CheckInSinglePrecision(Mode mode, KernelPolicy kernels) const;

 private:
  const ModeValues& Values(Mode mode) const;

  ModelText model_;
  NetworkValues values_;
};

}  // namespace synfire

#endif  // SYNFIRE_TESTS_GOLDEN_NETWORK_CHECKS_H_
