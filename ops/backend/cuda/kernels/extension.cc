#include "ops/extension.h"

#include "ops/backend/cuda/kernels/every_kernel.h"

namespace synfire {
namespace {

const CatalogExtension kCudaKernels([](Catalog* catalog) {
  AddEveryCudaKernel(&catalog->ops);
});

}  // namespace
}  // namespace synfire
