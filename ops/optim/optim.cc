#include "ops/optim/optim.h"

#include "ops/optim/adam/adam.h"
#include "ops/optim/clip/clip.h"
#include "ops/optim/sgd/sgd.h"

namespace synfire {

void AddOptimOps(Catalog* catalog) {
  for (auto* op : {SgdOp, AdamOp, GlobalNormOp, ClipScaleOp}) {
    catalog->ops.Add(op());
  }
  for (auto* optimizer : {SgdOptimizer, AdamOptimizer, AdamWOptimizer}) {
    catalog->AddOptimizer(optimizer());
  }
}

}  // namespace synfire
