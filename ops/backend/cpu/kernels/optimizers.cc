// sgd and adam in one pass over memory.
#include <algorithm>
#include <cmath>

#include "core/parallel.h"
#include "ops/backend/cpu/kernels/cpu_kernels.h"
#include "ops/backend/cpu/kernels/for_each_isa.h"

namespace synfire {
namespace {

// The loops work in place; an output in other memory begins as the input.
float* InPlace(const KernelArgs& args, int input, int output, int64_t begin,
               int64_t end) {
  const float* from = args.Input<float>(input);
  float* to = args.Output<float>(output);
  if (from != to) std::copy(from + begin, from + end, to + begin);
  return to + begin;
}

class AdamKernel : public Kernel {
 public:
  AdamKernel(const KernelProblem& problem, const Loops& loops)
      : problem_(problem), loops_(loops) {}
  static absl::Status Accepts(const KernelProblem&) { return absl::OkStatus(); }

  void Run(const KernelArgs& args) override {
    const AdamConstants constants = ConstantsOf(args);
    ParallelFor(problem_.InputElements(0), kChunkElements,
                [&](int64_t begin, int64_t end) {
                  loops_.adam(constants, args.Input<float>(1) + begin,
                              end - begin, InPlace(args, 0, 0, begin, end),
                              InPlace(args, 2, 1, begin, end),
                              InPlace(args, 3, 2, begin, end));
                });
  }

 private:
  AdamConstants ConstantsOf(const KernelArgs& args) const {
    const Attrs& attrs = problem_.attrs;
    const double beta1 = attrs.Float("beta1"), beta2 = attrs.Float("beta2");
    const double decay = attrs.Float("weight_decay");
    const bool decoupled = attrs.Bool("decoupled");
    const double lr = *args.Input<float>(4);
    const double n = *args.Input<int64_t>(5) + 1.0;
    AdamConstants constants;
    constants.beta1 = static_cast<float>(beta1);
    constants.beta2 = static_cast<float>(beta2);
    constants.epsilon = static_cast<float>(attrs.Float("epsilon"));
    constants.keep = static_cast<float>(decoupled ? 1 - lr * decay : 1.0);
    constants.decay = static_cast<float>(decoupled ? 0.0 : decay);
    constants.scale = problem_.has_input(6) ? *args.Input<float>(6) : 1.0f;
    constants.rate = static_cast<float>(lr / (1 - std::pow(beta1, n)));
    constants.correction =
        static_cast<float>(1 / std::sqrt(1 - std::pow(beta2, n)));
    return constants;
  }

  const KernelProblem problem_;
  const Loops& loops_;
};

class SgdKernel : public Kernel {
 public:
  SgdKernel(const KernelProblem& problem, const Loops& loops)
      : problem_(problem), loops_(loops) {}
  static absl::Status Accepts(const KernelProblem&) { return absl::OkStatus(); }

  void Run(const KernelArgs& args) override {
    const Attrs& attrs = problem_.attrs;
    const bool first_step =
        problem_.has_input(5) && *args.Input<int64_t>(5) == 0;
    SgdConstants constants;
    constants.rate = *args.Input<float>(3);
    constants.momentum = static_cast<float>(attrs.Float("momentum"));
    constants.damping =
        first_step ? 1.0f : static_cast<float>(1 - attrs.Float("dampening"));
    constants.decay = static_cast<float>(attrs.Float("weight_decay"));
    constants.scale = problem_.has_input(4) ? *args.Input<float>(4) : 1.0f;
    constants.nesterov = attrs.Bool("nesterov");
    ParallelFor(
        problem_.InputElements(0), kChunkElements,
        [&](int64_t begin, int64_t end) {
          float* velocity =
              problem_.has_input(2) ? InPlace(args, 2, 1, begin, end) : nullptr;
          loops_.sgd(constants, args.Input<float>(1) + begin, end - begin,
                     InPlace(args, 0, 0, begin, end), velocity);
        });
  }

 private:
  const KernelProblem problem_;
  const Loops& loops_;
};

}  // namespace

void AddCpuOptimizerKernels(OpRegistry* registry) {
  AddForEachIsa<AdamKernel>("adam", registry);
  AddForEachIsa<SgdKernel>("sgd", registry);
}

}  // namespace synfire
