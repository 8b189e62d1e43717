#include "ops/math/math.h"

#include "ops/math/add/add.h"

namespace synfire {

void AddMathOps(Catalog* catalog) {
  catalog->ops.Add(AddOp());

  catalog->AddLayer(LayerOfOp(catalog->ops, "add", 2, 8));
}

}  // namespace synfire
