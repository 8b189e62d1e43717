// Whole steps on the checked device by the bodies of the GPU's kernels, with
// packed spikes between them; plain loops stand for the libraries.
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>

#include "absl/strings/str_replace.h"
#include "ops/neurons/neuron_list.h"
#include "ops/reference_ops.h"
#include "tests/device/checked_device.h"
#include "tests/device/steps.h"
#include "tests/ops/backend/cuda/host_kernels.h"
#include "tests/ops/backend/cuda/host_neurons.h"
#include "tests/ops/backend/cuda/products/host_products.h"

namespace synfire {
namespace {

const Catalog& GpuCatalog() {
  static const Catalog* const catalog = [] {
    auto* made = new Catalog;
    AddReferenceOps(made);
    ForEachNeuron([&](auto family) {
      AddHostNeuron<decltype(family)::template Of>(kCheckedDevice, &made->ops);
    });
    AddHostKernels(kCheckedDevice, &made->ops);
    AddHostProducts(kCheckedDevice, &made->ops);
    return made;
  }();
  return *catalog;
}

bool HasPackedValues(const Executable& executable) {
  for (const KernelChoice& choice : executable.kernels()) {
    for (const Form form : choice.output_forms) {
      if (form != Form::kPlain) return true;
    }
  }
  return false;
}

std::vector<float> Floats(const Bytes& bytes) {
  std::vector<float> floats(bytes.size() / sizeof(float));
  std::memcpy(floats.data(), bytes.data(), bytes.size());
  return floats;
}

void ExpectNear(const Bytes& here, const Bytes& there, double tolerance) {
  const std::vector<float> a = Floats(here), b = Floats(there);
  ASSERT_EQ(a.size(), b.size());
  for (size_t i = 0; i < a.size(); ++i) {
    EXPECT_NEAR(a[i], b[i], tolerance * (1 + std::abs(a[i])));
  }
}

int Updates(const Graph& graph) {
  int updates = 0;
  for (NodeId id = 0; id < graph.num_nodes(); ++id) {
    const std::string& op = graph.node(id).op->name();
    if (op == "sgd" || op == "adam") ++updates;
  }
  return updates;
}

struct GpuCase {
  std::string file;
  std::vector<std::string> settings;
};

void PrintTo(const GpuCase& gpu_case, std::ostream* out) {
  *out << gpu_case.file;
}

class GpuStepTest : public testing::TestWithParam<GpuCase> {};

TEST_P(GpuStepTest, ComputesWhatTheHostDoes) {
  CheckedDevice device;
  const std::string file = "models/" + GetParam().file;
  auto here = Steps::Compile(file, GetParam().settings, {}, GpuCatalog());
  auto there =
      Steps::Compile(file, GetParam().settings, {&device}, GpuCatalog());
  ASSERT_TRUE(here.ok()) << here.status();
  ASSERT_TRUE(there.ok()) << there.status();
  for (int step = 0; step < 3; ++step) {
    for (Steps* steps : {here->get(), there->get()}) {
      Executable* const executable = steps->training().executable.get();
      Steps::Feed(step, executable);
      const absl::Status run = executable->Run();
      ASSERT_TRUE(run.ok()) << run;
    }
    // Sums are taken in other orders, and after an update a spike may turn.
    const auto a = Steps::Outputs(*(*here)->training().executable);
    const auto b = Steps::Outputs(*(*there)->training().executable);
    ExpectNear(a.at("loss"), b.at("loss"), step == 0 ? 1e-5 : 1e-2);
    if (step == 0) ExpectNear(a.at("logits"), b.at("logits"), 1e-4);
  }
  EXPECT_EQ(device.status(), absl::OkStatus());
  EXPECT_EQ(device.recordings(), 1);
}

INSTANTIATE_TEST_SUITE_P(
    , GpuStepTest,
    testing::Values(GpuCase{"fashion_mnist/small.train.prototxt",
                            {"input.image.height=12", "input.image.width=12"}},
                    GpuCase{"fashion_mnist/deep_sew.train.prototxt",
                            {"param.n=1", "input.image.height=12",
                             "input.image.width=12"}},
                    GpuCase{"shd/recurrent.train.prototxt",
                            {"steps=4", "param.hidden=16"}}),
    [](const auto& info) {
      return absl::StrReplaceAll(info.param.file, {{"/", "_"}, {".", "_"}});
    });

// One launch for all parameters, and one for each where every node is waited
// for.
TEST_P(GpuStepTest, UpdatesTogetherAsOneByOne) {
  CheckedDevice device, waiting;
  const std::string file = "models/" + GetParam().file;
  auto together =
      Steps::Compile(file, GetParam().settings, {&device}, GpuCatalog());
  auto one_by_one =
      Steps::Compile(file, GetParam().settings,
                     {&waiting, /*wait_for_each_node=*/true}, GpuCatalog());
  ASSERT_TRUE(together.ok()) << together.status();
  ASSERT_TRUE(one_by_one.ok()) << one_by_one.status();
  for (int step = 0; step < 3; ++step) {
    for (Steps* steps : {together->get(), one_by_one->get()}) {
      Executable* const executable = steps->training().executable.get();
      Steps::Feed(step, executable);
      const absl::Status run = executable->Run();
      ASSERT_TRUE(run.ok()) << run;
    }
    if (step == 0) {
      EXPECT_EQ(waiting.launches() - device.launches(),
                Updates((*together)->training().executable->graph()) - 1);
    }
  }
  EXPECT_EQ((*together)->Variables(), (*one_by_one)->Variables());
  EXPECT_EQ(device.status(), absl::OkStatus());
}

TEST(GpuStep, PacksSpikes) {
  CheckedDevice device;
  const auto steps =
      Steps::Compile("models/fashion_mnist/small.train.prototxt",
                     {"input.image.height=12", "input.image.width=12"},
                     {&device}, GpuCatalog());
  ASSERT_TRUE(steps.ok()) << steps.status();
  EXPECT_TRUE(HasPackedValues(*(*steps)->training().executable));
}

}  // namespace
}  // namespace synfire
