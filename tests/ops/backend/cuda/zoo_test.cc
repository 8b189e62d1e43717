// Every node of a step of every network of the zoo has a kernel on the device,
// but for convolutions and linear layers, which are the library's.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"
#include "graph/compile.h"
#include "graph/import/training_text.h"
#include "ops/neurons/neuron_list.h"
#include "ops/reference_ops.h"
#include "tests/ops/backend/cuda/host_kernels.h"
#include "tests/ops/backend/cuda/host_neurons.h"

namespace synfire {
namespace {

constexpr char kDevice[] = "device";

const Catalog& Ops() {
  static const Catalog* const catalog = [] {
    auto* made = new Catalog;
    AddReferenceOps(made);
    ForEachNeuron([&](auto family) {
      AddHostNeuron<decltype(family)::template Of>(kDevice, &made->ops);
    });
    AddHostKernels(kDevice, &made->ops);
    return made;
  }();
  return *catalog;
}

bool IsProduct(const std::string& op) {
  return absl::StartsWith(op, "conv2d") || absl::StartsWith(op, "linear");
}

// Why no kernel takes the node; "" where one does.
std::string Refusals(const Graph& graph, const Node& node) {
  const KernelProblem problem = ProblemOf(graph, node);
  std::string refusals = node.op->name() + " has no kernel";
  for (const auto& candidate : Ops().ops.Candidates(node.op->name(), kDevice)) {
    const KernelOrRefusal kernel = candidate.make(problem);
    if (kernel.ok()) return "";
    refusals = absl::StrCat(node.op->name(), ": ", kernel.status().message());
  }
  return refusals;
}

void ExpectKernels(const ModelText& model, const CompileOptions& options) {
  const auto compiled = CompileGraph(model, Ops(), options);
  ASSERT_TRUE(compiled.ok()) << compiled.status();
  const Graph& graph = compiled->graph;
  for (NodeId id = 0; id < graph.num_nodes(); ++id) {
    const Node& node = graph.node(id);
    if (IsProduct(node.op->name())) continue;
    EXPECT_EQ(Refusals(graph, node), "") << node.name;
  }
}

class ZooTest : public testing::TestWithParam<std::string> {};

TEST_P(ZooTest, HasKernels) {
  const auto file = ReadTrainingText(GetParam());
  ASSERT_TRUE(file.ok()) << file.status();
  const auto model = ReadModelText(file->model_path, file->model_settings);
  ASSERT_TRUE(model.ok()) << model.status();
  CompileOptions options;
  options.import.batch = 2;
  options.objective.loss = file->loss.call;
  ExpectKernels(*model, options);
  options.import.training = true;
  options.objective.optimizer = file->optimizer.call;
  options.objective.clip_norm = 1.0;
  ExpectKernels(*model, options);
  options.passes.disabled = {"fuse-norm"};
  ExpectKernels(*model, options);
}

std::vector<std::string> TrainingFiles() {
  std::vector<std::string> files;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator("models")) {
    const std::string path = entry.path();
    if (absl::EndsWith(path, ".train.prototxt")) files.push_back(path);
  }
  std::sort(files.begin(), files.end());
  return files;
}

INSTANTIATE_TEST_SUITE_P(, ZooTest, testing::ValuesIn(TrainingFiles()),
                         [](const auto& info) {
                           return absl::StrReplaceAll(
                               info.param,
                               {{"models/", ""}, {"/", "_"}, {".", "_"}});
                         });

}  // namespace
}  // namespace synfire
