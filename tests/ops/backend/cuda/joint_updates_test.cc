// Updates done together have the bytes of each for itself, over more arrays
// than a launch takes, of all kinds of sizes and with settings of their own.
#include <gtest/gtest.h>

#include <functional>

#include "graph/op/layer.h"
#include "graph/op/op.h"
#include "ops/backend/cuda/launch/host_launcher.h"
#include "ops/reference_ops.h"
#include "tests/ops/backend/cuda/host_kernels.h"

namespace synfire {
namespace {

constexpr int kUpdates = 300, kLaunches = 2;

// Ports of an op; the arrays are the first of them, like its parameter.
struct UpdateOp {
  std::string name, settings, other_settings;
  int arrays, inputs;
  int rate, scale, step;
  std::vector<int> written;  // the input that each output is computed in
};

void PrintTo(const UpdateOp& op, std::ostream* out) { *out << op.name; }

const Catalog& TheCatalog() {
  static const Catalog* const catalog = [] {
    auto* made = new Catalog;
    AddReferenceOps(made);
    AddHostKernels(kCpu, &made->ops);
    return made;
  }();
  return *catalog;
}

class CountingStream : public HostStream {
 public:
  void Put(std::function<void()> work) override {
    ++launches;
    work();
  }
  int launches = 0;
};

KernelProblem ProblemOf(const UpdateOp& op, int i) {
  KernelProblem problem;
  problem.op = TheCatalog().ops.Find(op.name);
  const std::string& settings = i % 3 == 0 ? op.other_settings : op.settings;
  problem.attrs = *problem.op->schema().Bind(
      *Call::Parse(op.name + "(" + settings + ")"), {});
  problem.inputs.resize(op.inputs);
  const KernelArgument array{{DType::kF32, Shape({i * 97 % 9000})}};
  for (int k = 0; k < op.arrays; ++k) problem.inputs[k] = array;
  problem.inputs[op.rate] = KernelArgument{{DType::kF32, Shape()}};
  problem.inputs[op.step] = KernelArgument{{DType::kI64, Shape()}};
  if (i % 2 == 0) problem.inputs[op.scale] = problem.inputs[op.rate];
  problem.outputs.assign(op.written.size(), array);
  return problem;
}

class Updates {
 public:
  Updates(const UpdateOp& op, const std::string& candidate) : rates_(kUpdates) {
    memory_.resize(kUpdates);
    for (int i = 0; i < kUpdates; ++i) {
      const KernelProblem problem = ProblemOf(op, i);
      for (const KernelCandidate& made : TheCatalog().ops.Candidates(op.name)) {
        if (made.name == candidate) kernels_.push_back(*made.make(problem));
      }
      rates_[i] = 0.01f * static_cast<float>(i + 1);
      KernelCall call{kernels_.back().get(),
                      std::vector<const void*>(op.inputs),
                      {},
                      nullptr};
      for (int k = 0; k < op.arrays; ++k) {
        std::vector<float>& array = memory_[i].emplace_back();
        for (int64_t n = 0; n < problem.InputElements(k); ++n) {
          array.push_back(0.001f *
                          static_cast<float>((i + 7 * k + 31 * n) % 997));
        }
        call.inputs[k] = array.data();
      }
      call.inputs[op.rate] = &rates_[i];
      call.inputs[op.step] = &step_;
      if (problem.has_input(op.scale)) call.inputs[op.scale] = &rates_[i];
      for (int k : op.written) call.outputs.push_back(memory_[i][k].data());
      calls_.push_back(std::move(call));
    }
  }

  const std::vector<KernelCall>& calls() const { return calls_; }
  // By update, then by port.
  const std::vector<std::vector<std::vector<float>>>& memory() const {
    return memory_;
  }

 private:
  const int64_t step_ = 3;
  std::vector<float> rates_;
  std::vector<std::vector<std::vector<float>>> memory_;
  std::vector<std::unique_ptr<Kernel>> kernels_;
  std::vector<KernelCall> calls_;
};

class JointUpdatesTest : public testing::TestWithParam<UpdateOp> {};

TEST_P(JointUpdatesTest, HaveTheBytesOfEachForItself) {
  for (const char* order : {"cuda:in_order", "cuda:reversed"}) {
    Updates alone(GetParam(), order), together(GetParam(), order);
    CountingStream stream;
    std::vector<const KernelCall*> calls;
    for (const KernelCall& call : together.calls()) {
      ASSERT_EQ(call.kernel->Joint(), together.calls()[0].kernel->Joint());
      calls.push_back(&call);
    }
    calls[0]->kernel->Joint()(calls, static_cast<HostStream*>(&stream));
    EXPECT_EQ(stream.launches, kLaunches);
    const Updates before(GetParam(), order);
    for (const KernelCall& call : alone.calls()) call.Run(nullptr);
    EXPECT_NE(alone.memory(), before.memory());
    EXPECT_EQ(alone.memory(), together.memory());
  }
}

INSTANTIATE_TEST_SUITE_P(
    , JointUpdatesTest,
    testing::Values(UpdateOp{"sgd",
                             "momentum = 0.9, weight_decay = 0.1",
                             "momentum = 0.8, dampening = 0.2",
                             3,
                             6,
                             3,
                             4,
                             5,
                             {0, 2}},
                    UpdateOp{"adam",
                             "weight_decay = 0.1, decoupled = true",
                             "beta1 = 0.5",
                             4,
                             7,
                             4,
                             6,
                             5,
                             {0, 2, 3}}),
    [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace synfire
