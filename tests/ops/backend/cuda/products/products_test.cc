// What is done around a library's products, and how they are described to it,
// run on the host in both orders, against the reference.
#include "graph/op/layer.h"
#include "ops/nn/nn.h"
#include "tests/ops/backend/cuda/body_test.h"
#include "tests/ops/backend/cuda/products/host_products.h"

namespace synfire {
namespace {

int Main(int argc, char** argv) {
  Catalog catalog;
  AddNnOps(&catalog);
  AddHostProducts(kCpu, &catalog.ops);
  return RunBodyTests(argc, argv, catalog.ops, ListedProductKernels());
}

}  // namespace
}  // namespace synfire

int main(int argc, char** argv) { return synfire::Main(argc, argv); }
