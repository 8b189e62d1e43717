#include "ops/all_ops.h"

#include "ops/backend/bf16/rounded_kernels.h"
#include "ops/backend/by_density/convolution.h"
#include "ops/backend/by_density/linear.h"
#include "ops/backend/cpu/kernels/cpu_kernels.h"
#include "ops/backend/cpu/neuron_scan/neuron_scan.h"
#include "ops/backend/cpu/product/product_kernels.h"
#include "ops/backend/cpu/psn/psn_kernels.h"
#include "ops/backend/cpu/winograd/winograd_kernels.h"
#include "ops/backend/onednn/onednn_kernels.h"
#include "ops/extension.h"
#include "ops/reference_ops.h"

namespace synfire {
namespace {

Catalog* BuildCatalog() {
  auto* catalog = new Catalog;
  AddReferenceOps(catalog);
  // Of two kernels that accept a problem, the one added first is preferred.
  AddCpuNeuronKernels(&catalog->ops);
  AddCpuPsnKernels(&catalog->ops);
  AddCpuKernels(&catalog->ops);
  AddConvolutionsByDensity(&catalog->ops);
  AddLinearByDensity(&catalog->ops);
  AddWinogradKernels(&catalog->ops);
  AddProductKernels(&catalog->ops);
  AddOneDnnKernels(&catalog->ops);
  AddOneDnnBf16Kernels(&catalog->ops);
  AddRoundedKernels(&catalog->ops);
  for (const auto add : CatalogExtension::All()) add(catalog);
  return catalog;
}

}  // namespace

const Catalog& AllOps() {
  static const Catalog* const catalog = BuildCatalog();
  return *catalog;
}

}  // namespace synfire
