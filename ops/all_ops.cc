#include "ops/all_ops.h"

#include "ops/init/init.h"
#include "ops/loss/loss.h"
#include "ops/math/math.h"
#include "ops/nn/nn.h"
#include "ops/optim/optim.h"

namespace synfire {
namespace {

Catalog* BuildCatalog() {
  auto* catalog = new Catalog;
  AddMathOps(catalog);
  AddNnOps(catalog);
  AddLossOps(catalog);
  AddOptimOps(catalog);
  AddInits(catalog);
  return catalog;
}

}  // namespace

const Catalog& AllOps() {
  static const Catalog* const catalog = BuildCatalog();
  return *catalog;
}

}  // namespace synfire
