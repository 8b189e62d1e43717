// sgd and adam in one pass over memory, and global_norm.
#include <algorithm>
#include <cmath>
#include <vector>

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
                  loops_.update.adam(constants, args.Input<float>(1) + begin,
                                     end - begin,
                                     InPlace(args, 0, 0, begin, end),
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
    ParallelFor(problem_.InputElements(0), kChunkElements,
                [&](int64_t begin, int64_t end) {
                  float* velocity = problem_.has_input(2)
                                        ? InPlace(args, 2, 1, begin, end)
                                        : nullptr;
                  loops_.update.sgd(constants, args.Input<float>(1) + begin,
                                    end - begin,
                                    InPlace(args, 0, 0, begin, end), velocity);
                });
  }

 private:
  const KernelProblem problem_;
  const Loops& loops_;
};

class GlobalNormKernel : public Kernel {
 public:
  GlobalNormKernel(const KernelProblem& problem, const Loops& loops)
      : loops_(loops) {
    for (size_t i = 0; i < problem.inputs.size(); ++i) {
      sizes_.push_back(problem.InputElements(i));
      most_chunks_ = std::max(most_chunks_, Chunks(sizes_[i]));
    }
  }
  static absl::Status Accepts(const KernelProblem&) { return absl::OkStatus(); }

  size_t scratch_bytes() const override {
    return sizeof(double) * most_chunks_;
  }

  // Chunks of a fixed size, added in their order.
  void Run(const KernelArgs& args) override {
    double* const sums = static_cast<double*>(args.scratch);
    double sum = 0;
    for (size_t i = 0; i < sizes_.size(); ++i) {
      const float* x = args.Input<float>(i);
      const int64_t chunks = Chunks(sizes_[i]);
      ParallelFor(chunks, 1, [&](int64_t begin, int64_t end) {
        for (int64_t chunk = begin; chunk < end; ++chunk) {
          const int64_t first = chunk * kChunkElements;
          sums[chunk] = loops_.element.sum_squares(
              x + first, std::min(kChunkElements, sizes_[i] - first));
        }
      });
      for (int64_t chunk = 0; chunk < chunks; ++chunk) sum += sums[chunk];
    }
    *args.Output<float>(0) = static_cast<float>(std::sqrt(sum));
  }

 private:
  static int64_t Chunks(int64_t size) {
    return (size + kChunkElements - 1) / kChunkElements;
  }

  const Loops& loops_;
  std::vector<int64_t> sizes_;
  int64_t most_chunks_ = 0;
};

}  // namespace

void AddCpuOptimizerKernels(OpRegistry* registry) {
  AddForEachIsa<AdamKernel>("adam", registry);
  AddForEachIsa<SgdKernel>("sgd", registry);
  AddForEachIsa<GlobalNormKernel>("global_norm", registry);
}

}  // namespace synfire
