#include "data/cifar/cifar.h"
#include "data/events/cifar10_dvs.h"
#include "data/events/dvs_gesture.h"
#include "data/events/heidelberg.h"
#include "data/events/n_caltech101.h"
#include "data/events/nmnist.h"
#include "data/idx/idx_dataset.h"
#include "data/idx/mnist.h"
#include "data/imagenet/imagenet.h"
#include "data/registry.h"

namespace synfire {

const std::vector<DatasetDef>& AllDatasets() {
  static const auto* const all = new std::vector<DatasetDef>{
      // Images.
      FashionMnistDef(),
      MnistDef(),
      Cifar10Def(),
      Cifar100Def(),
      ImagenetDef(),
      IdxDef(),
      // Event cameras.
      NmnistDef(),
      NCaltech101Def(),
      DvsGestureDef(),
      Cifar10DvsDef(),
      // Spikes.
      ShdDef(),
      SscDef(),
  };
  return *all;
}

}  // namespace synfire
