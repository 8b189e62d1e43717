#include "ops/reference_ops.h"

#include "ops/init/init.h"
#include "ops/loss/loss.h"
#include "ops/math/math.h"
#include "ops/neurons/neuron_ops.h"
#include "ops/nn/nn.h"
#include "ops/optim/optim.h"

namespace synfire {

void AddReferenceOps(Catalog* catalog) {
  AddMathOps(catalog);
  AddNnOps(catalog);
  AddNeuronOps(catalog);
  AddLossOps(catalog);
  AddOptimOps(catalog);
  AddInits(catalog);
}

}  // namespace synfire
