// The bodies of the device's kernels of all ops but neurons that scan, run on
// the host in both orders, against the reference: on the ops' own cases and
// those beside.
#include "graph/op/layer.h"
#include "ops/reference_ops.h"
#include "tests/ops/backend/cuda/body_test.h"
#include "tests/ops/backend/cuda/host_kernels.h"

namespace synfire {
namespace {

int Main(int argc, char** argv) {
  Catalog catalog;
  AddReferenceOps(&catalog);
  AddHostKernels(kCpu, &catalog.ops);
  return RunBodyTests(argc, argv, catalog.ops, ListedHostKernels());
}

}  // namespace
}  // namespace synfire

int main(int argc, char** argv) { return synfire::Main(argc, argv); }
