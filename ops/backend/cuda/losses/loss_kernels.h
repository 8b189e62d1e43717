// Losses and what is counted beside them as kernels of the graph on whatever
// runs bodies: Launcher is DeviceLauncher or, in tests, HostLauncher
// (ops/backend/cuda/launch).
//
// f32; they refuse other types.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_LOSSES_LOSS_KERNELS_H_
#define SYNFIRE_OPS_BACKEND_CUDA_LOSSES_LOSS_KERNELS_H_

#include "ops/backend/cuda/launch/candidates.h"
#include "ops/backend/cuda/losses/loss_bodies.h"
#include "ops/backend/cuda/sums/sum_bodies.h"
#include "ops/backend/refusals.h"

namespace synfire {

// Scores [N,K] at input `scores`, then labels [N].  Scratch: a number of 8
// bytes for each row, where rows are summed.
class CudaLossKernel : public Kernel {
 public:
  static absl::Status Accepts(const KernelProblem& problem) {
    return ExpectF32(problem);
  }
  size_t scratch_bytes() const override { return row_bytes_ * rows_; }

 protected:
  CudaLossKernel(const KernelProblem& problem, int scores, int row_bytes)
      : rows_(problem.input(scores).shape[0]),
        classes_(problem.input(scores).shape[1]),
        scores_(scores),
        row_bytes_(row_bytes) {}

  LabelledScores Scores(const KernelArgs& args) const {
    return {rows_, classes_, args.Input<float>(scores_),
            args.Input<int64_t>(scores_ + 1)};
  }
  // The loss is the sum of what the rows' scratch holds over `divisor`.
  template <class Launcher>
  void Mean(const KernelArgs& args, int64_t divisor, Launcher* launcher) const {
    launcher->Launch(
        MeanLossBody{static_cast<double*>(args.scratch),
                     rows_,
                     {static_cast<double>(divisor), args.Output<float>(0)}},
        1);
  }

  const int64_t rows_, classes_;

 private:
  const int scores_, row_bytes_;
};

inline SmoothedTarget TargetOf(const KernelProblem& problem) {
  return {problem.attrs.Float("label_smoothing")};
}

template <class Launcher>
class CudaCrossEntropy : public CudaLossKernel {
 public:
  explicit CudaCrossEntropy(const KernelProblem& problem)
      : CudaLossKernel(problem, 0, sizeof(double)),
        target_(TargetOf(problem)) {}

  void Run(const KernelArgs& args) override {
    Launcher launcher(args.stream);
    launcher.Launch(CrossEntropyBody{Scores(args), target_,
                                     static_cast<double*>(args.scratch)},
                    rows_);
    Mean(args, rows_, &launcher);
  }

 private:
  const SmoothedTarget target_;
};

template <class Launcher>
class CudaCrossEntropyGrad : public CudaLossKernel {
 public:
  explicit CudaCrossEntropyGrad(const KernelProblem& problem)
      : CudaLossKernel(problem, 1, 0), target_(TargetOf(problem)) {}

  void Run(const KernelArgs& args) override {
    Launcher(args.stream)
        .Launch(
            CrossEntropyGradBody{Scores(args), target_, args.Input<float>(0),
                                 args.Output<float>(0)},
            rows_);
  }

 private:
  const SmoothedTarget target_;
};

template <class Launcher>
class CudaMseRate : public CudaLossKernel {
 public:
  explicit CudaMseRate(const KernelProblem& problem)
      : CudaLossKernel(problem, 0, sizeof(double)) {}

  void Run(const KernelArgs& args) override {
    Launcher launcher(args.stream);
    launcher.Launch(
        MseRateBody{Scores(args), static_cast<double*>(args.scratch)}, rows_);
    Mean(args, rows_ * classes_, &launcher);
  }
};

template <class Launcher>
class CudaMseRateGrad : public CudaLossKernel {
 public:
  explicit CudaMseRateGrad(const KernelProblem& problem)
      : CudaLossKernel(problem, 1, 0) {}

  void Run(const KernelArgs& args) override {
    Launcher(args.stream)
        .Launch(MseRateGradBody{Scores(args), args.Input<float>(0),
                                args.Output<float>(0)},
                rows_);
  }
};

template <class Launcher>
class CudaCorrectCount : public CudaLossKernel {
 public:
  explicit CudaCorrectCount(const KernelProblem& problem)
      : CudaLossKernel(problem, 0, sizeof(int64_t)) {}

  void Run(const KernelArgs& args) override {
    Launcher launcher(args.stream);
    auto* const correct = static_cast<int64_t*>(args.scratch);
    launcher.Launch(CorrectRowBody{Scores(args), correct}, rows_);
    launcher.Launch(SumCountsBody{correct, rows_, {args.Output<int64_t>(0)}},
                    1);
  }
};

template <class Launcher>
void AddCudaLossKernels(const CandidateAdder& add) {
  add.Add<CudaCrossEntropy<Launcher>>("cross_entropy");
  add.Add<CudaCrossEntropyGrad<Launcher>>("cross_entropy_grad");
  add.Add<CudaMseRate<Launcher>>("mse_rate");
  add.Add<CudaMseRateGrad<Launcher>>("mse_rate_grad");
  add.Add<CudaCorrectCount<Launcher>>("correct_count");
}

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_LOSSES_LOSS_KERNELS_H_
