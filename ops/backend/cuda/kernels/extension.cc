#include "ops/extension.h"

#include "ops/backend/cuda/kernels/cuda_kernels.h"
#include "ops/backend/cuda/neuron_scan/neuron_scan.h"
#include "ops/backend/cuda/products/convolution.h"
#include "ops/backend/cuda/products/linear.h"

namespace synfire {
namespace {

const CatalogExtension kCudaKernels([](Catalog* catalog) {
  AddCudaNeuronKernels(&catalog->ops);
  AddCudaKernels(&catalog->ops);
  AddCudaLinear(&catalog->ops);
  AddCudaConvolutions(&catalog->ops);
});

}  // namespace
}  // namespace synfire
