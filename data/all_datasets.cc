#include "data/cifar/cifar.h"
#include "data/idx/idx_dataset.h"
#include "data/idx/mnist.h"
#include "data/registry.h"

namespace synfire {

const std::vector<DatasetDef>& AllDatasets() {
  static const auto* const all = new std::vector<DatasetDef>{
      FashionMnistDef(),
      MnistDef(),
      Cifar10Def(),
      Cifar100Def(),
      IdxDef(),
  };
  return *all;
}

}  // namespace synfire
