#include "ops/backend/onednn/onednn_kernels.h"

#include "ops/backend/onednn/convolution.h"
#include "ops/backend/onednn/linear.h"

namespace synfire {

void AddOneDnnKernels(OpRegistry* registry) {
  AddOneDnnConvolutions(registry);
  AddOneDnnLinear(registry);
}

}  // namespace synfire
