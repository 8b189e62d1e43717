#include "ops/backend/operands/by_step.h"

#include <array>
#include <memory>
#include <optional>
#include <utility>

#include "core/parallel.h"
#include "ops/backend/cpu/rounding.h"

namespace synfire {
namespace {

// Elements of an item of parallel work.
constexpr int64_t kItem = 1 << 14;

KernelProblem OneStepOf(KernelProblem problem) {
  problem.steps = 1;
  for (auto& input : problem.inputs) {
    if (input.has_value()) input->type.time = Time::kStatic;
  }
  for (KernelArgument& output : problem.outputs) {
    output.type.time = Time::kStatic;
  }
  return problem;
}

class ByStep : public Kernel {
 public:
  ByStep(const KernelProblem& problem, const Loops& loops,
         std::unique_ptr<Kernel> step)
      : loops_(loops),
        step_(std::move(step)),
        steps_(problem.steps),
        inputs_(problem.inputs.size()),
        output_size_(problem.output(0).shape.size()),
        output_stride_(BytesOf(problem.output(0), 1, problem.outputs[0].form)),
        sums_(!problem.output(0).temporal()) {
    for (size_t i = 0; i < inputs_; ++i) {
      if (!problem.inputs[i].has_value()) continue;
      const KernelArgument& input = *problem.inputs[i];
      if (input.type.temporal()) {
        strides_[i] = BytesOf(input.type, steps_, input.form) / steps_;
      }
    }
  }

  size_t scratch_bytes() const override {
    return static_cast<size_t>(sum_bytes()) + step_->scratch_bytes();
  }

  std::optional<KernelRun> LastRun() const override { return step_->LastRun(); }

  void Run(const KernelArgs& args) override {
    auto* const more = static_cast<float*>(args.scratch);
    char* const scratch = static_cast<char*>(args.scratch) + sum_bytes();
    char* const output = args.Output<char>(0);
    std::array<const void*, kMostInputs> inputs = {};
    for (int64_t t = 0; t < steps_; ++t) {
      for (size_t i = 0; i < inputs_; ++i) {
        inputs[i] = args.Input<char>(static_cast<int>(i)) + t * strides_[i];
      }
      void* to = output + t * output_stride_;
      if (sums_) to = t == 0 ? args.outputs[0] : more;
      step_->Run({inputs.data(), &to, scratch});
      if (sums_ && t > 0) Add(more, args.Output<float>(0));
    }
  }

 private:
  static constexpr size_t kMostInputs = 3;

  // A step's weight gradient.
  int64_t sum_bytes() const { return sums_ ? Aligned(output_size_ * 4) : 0; }

  void Add(const float* more, float* sum) const {
    ParallelFor(output_size_, kItem, [&](int64_t begin, int64_t end) {
      loops_.element.add(sum + begin, more + begin, end - begin, sum + begin);
    });
  }

  const Loops& loops_;
  const std::unique_ptr<Kernel> step_;
  const int64_t steps_;
  const size_t inputs_;
  const int64_t output_size_, output_stride_;      // of a step; bytes
  const bool sums_;                                // the steps' outputs
  std::array<int64_t, kMostInputs> strides_ = {};  // bytes; 0: static
};

}  // namespace

KernelOrRefusal MakeByStep(const KernelProblem& problem, int64_t operand_bytes,
                           const Loops& loops, const KernelMaker& make) {
  if (!problem.input(0).temporal() || operand_bytes <= kMostOperandBytes) {
    return make(problem);
  }
  SYNFIRE_ASSIGN_OR_RETURN(std::unique_ptr<Kernel> step,
                           make(OneStepOf(problem)));
  return std::make_unique<ByStep>(problem, loops, std::move(step));
}

}  // namespace synfire
