// Holds a network of this project to values that others computed.
#ifndef SYNFIRE_TESTS_GOLDEN_NETWORK_CHECKS_H_
#define SYNFIRE_TESTS_GOLDEN_NETWORK_CHECKS_H_

#include <string>
#include <vector>

#include "graph/plan/kernels.h"
#include "tests/golden/network_values.h"
#include "tests/graph/network_run.h"

namespace synfire {

enum class Mode { kTraining, kEvaluation };

class GoldenNetwork {
 public:
  // The values of tests/golden/NAME.golden, which are of models/MODEL.prototxt
  // with these fields set ("param.g=AND"); failures end the test.
  GoldenNetwork(const std::string& name, const std::string& model,
                const std::vector<std::string>& settings);

  NetworkRun Run(Mode mode, DType dtype, KernelPolicy kernels) const;

  // Everything the file says of the mode, as exactly as it says it: the run is
  // in f64, by the reference kernels.
  void CheckExactly(Mode mode) const;

  // What f32 keeps of it: all spikes, loss and logits to 1e-5 of their size,
  // gradients to 1e-4 (those of a neuron's numbers to 1e-4 of at least a
  // hundredth of the largest of them: they are sums that may cancel).  But a
  // membrane that comes within rounding of the threshold may end on its other
  // side, which changes everything behind it.
  // Where layers have other counts of spikes, the first of them is held to that
  // of two neurons, and the loss to a fifth.  Prints how many have moved (net,
  // by layer).
  void CheckInSinglePrecision(Mode mode, KernelPolicy kernels) const;

 private:
  const ModeValues& Values(Mode mode) const;

  ModelText model_;
  NetworkValues values_;
};

}  // namespace synfire

#endif  // SYNFIRE_TESTS_GOLDEN_NETWORK_CHECKS_H_
