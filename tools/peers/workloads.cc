#include "tools/peers/workloads.h"

namespace synfire {
namespace {

PeerWorkload Images(const char* name, const char* title, const char* model,
                    int64_t batch, const char* size, double target) {
  PeerWorkload workload;
  workload.name = name;
  workload.title = title;
  workload.model = model;
  workload.batch = batch;
  for (const char* axis : {"height", "width"}) {
    workload.options.push_back("--set");
    workload.options.push_back(std::string("input.image.") + axis + "=" + size);
  }
  workload.train_target = target;
  return workload;
}

PeerWorkload Events(const char* name, const char* title, const char* model,
                    int64_t batch, double target) {
  PeerWorkload workload;
  workload.name = name;
  workload.title = title;
  workload.model = model;
  workload.batch = batch;
  workload.options = {"--events", "0.1"};
  workload.train_target = target;
  return workload;
}

PeerWorkload FashionConv() {
  PeerWorkload workload;
  workload.name = "fmnist_conv";
  workload.title = "Fashion-MNIST conv 128, batch 64";
  workload.model = "models/fashion_mnist/conv.prototxt";
  workload.batch = 64;
  workload.options = {"--loss", "mse_rate"};
  return workload;
}

PeerWorkload LifScan() {
  PeerWorkload workload;
  workload.name = "lif_scan";
  workload.title = "LIF, T 4, 8 Mi neurons";
  workload.model = "tools/peers/lif_scan.prototxt";
  workload.layer = "lif";
  workload.options = {"--no-fuse"};  // the norm before it is no part of it
  workload.neuron_steps = 4.0 * (1 << 23);
  return workload;
}

}  // namespace

const std::vector<PeerWorkload>& PeerWorkloads() {
  static const auto& workloads = *new std::vector<PeerWorkload>{
      Images("sew18_64", "SEW-ResNet-18, T 4, 3x64x64, batch 16",
             "models/imagenet/sew_resnet18.prototxt", 16, "64", 3),
      Images("sew18_224", "SEW-ResNet-18, T 4, 3x224x224, batch 8",
             "models/imagenet/sew_resnet18.prototxt", 8, "224", 2.7),
      Images("sew50_64", "SEW-ResNet-50, T 4, 3x64x64, batch 8",
             "models/imagenet/sew_resnet50.prototxt", 8, "64", 3),
      Events("dvs7b", "7B-Net, T 16, 2x128x128, batch 4",
             "models/dvs_gesture/7b_sew.prototxt", 4, 3.5),
      Events("wide7b", "Wide-7B-Net, T 16, 2x128x128, batch 2",
             "models/cifar10_dvs/wide_7b.prototxt", 2, 3),
      FashionConv(),
      LifScan()};
  return workloads;
}

}  // namespace synfire
