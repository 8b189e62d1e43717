#include "ops/all_ops.h"

#include "ops/math/math.h"
#include "ops/nn/nn.h"

namespace synfire {
namespace {

Catalog* BuildCatalog() {
  auto* catalog = new Catalog;
  AddMathOps(catalog);
  AddNnOps(catalog);
  return catalog;
}

}  // namespace

const Catalog& AllOps() {
  static const Catalog* const catalog = BuildCatalog();
  return *catalog;
}

}  // namespace synfire
