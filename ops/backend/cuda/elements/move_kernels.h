// Ops that only move numbers, as kernels of the graph; see element_kernels.h.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_ELEMENTS_MOVE_KERNELS_H_
#define SYNFIRE_OPS_BACKEND_CUDA_ELEMENTS_MOVE_KERNELS_H_

#include <algorithm>

#include "ops/backend/cuda/elements/element_problem.h"
#include "ops/backend/cuda/elements/move_bodies.h"
#include "ops/backend/cuda/launch/candidates.h"
#include "ops/backend/refusals.h"

namespace synfire {

// Which step goes where: the members of MoveStepsBody.
struct StepMove {
  int64_t first, end, back;
};

// y[t] = x[t - back] or a constant; StepMove kMove(problem).
template <StepMove (*kMove)(const KernelProblem&), class Launcher>
class CudaMoveSteps : public CudaElementKernel {
 public:
  explicit CudaMoveSteps(const KernelProblem& problem)
      : CudaElementKernel(problem), move_(kMove(problem)) {}

  void Run(const KernelArgs& args) override {
    WithLanes(size_, [&](auto lanes) {
      MoveStepsBody<lanes> body = {};
      body.size = size_;
      body.steps = steps_;
      body.first = move_.first;
      body.end = move_.end;
      body.back = move_.back;
      body.x = Input<float>(args, 0);
      body.y = args.Output<float>(0);
      Launcher(args.stream).Launch(body, ElementBlocks(size_, lanes));
    });
  }

 private:
  const StepMove move_;
};

// x is static where a move goes back to its only array: the stride is 0.
inline StepMove RepeatTimeMove(const KernelProblem& problem) {
  return {0, problem.steps, 0};
}
inline StepMove StepOfMove(const KernelProblem& problem) {
  return {0, 1, -problem.attrs.Int("t")};
}
inline StepMove PlaceStepMove(const KernelProblem& problem) {
  const int64_t t = problem.attrs.Int("t");
  return {t, t + 1, 0};
}
inline StepMove DelayMove(const KernelProblem& problem) {
  const int64_t back = problem.attrs.Int("steps");
  return {back, problem.steps, back};
}
inline StepMove AdvanceMove(const KernelProblem& problem) {
  const int64_t ahead = problem.attrs.Int("steps");
  return {0, problem.steps - ahead, -ahead};
}

// Each step of y from an input of its own.
template <class Launcher>
class CudaStackTime : public CudaElementKernel {
 public:
  explicit CudaStackTime(const KernelProblem& problem)
      : CudaElementKernel(problem) {}

  void Run(const KernelArgs& args) override {
    Launcher launcher(args.stream);
    WithLanes(size_, [&](auto lanes) {
      for (int t = 0; t < num_inputs(); ++t) {
        launcher.Launch(
            MoveStepsBody<lanes>{size_, 1, 0, 1, 0, 0.0f, Input<float>(args, t),
                                 args.Output<float>(0) + t * size_},
            ElementBlocks(size_, lanes));
      }
    });
  }
};

template <class Launcher>
class CudaConstant : public CudaElementKernel {
 public:
  explicit CudaConstant(const KernelProblem& problem)
      : CudaElementKernel(problem),
        value_(static_cast<float>(problem.attrs.Float("value"))) {}
  static absl::Status Accepts(const KernelProblem& problem) {
    const DType dtype = problem.output(0).dtype;
    if (dtype == DType::kF32) return absl::OkStatus();
    return Refuse("y is ", Name(dtype), ", this makes f32");
  }

  void Run(const KernelArgs& args) override {
    WithLanes(size_, [&](auto lanes) {
      MoveStepsBody<lanes> body = {};
      body.size = size_;
      body.steps = 1;
      body.fill = value_;
      body.y = args.Output<float>(0);
      Launcher(args.stream).Launch(body, ElementBlocks(size_, lanes));
    });
  }

 private:
  const float value_;
};

// flatten and unflatten: matrices [positions, channels] and back.
template <bool kFlatten, class Launcher>
class CudaTranspose : public Kernel {
 public:
  explicit CudaTranspose(const KernelProblem& problem)
      : elements_(problem.InputElements(0)) {
    const Shape& image =
        (kFlatten ? problem.input(0) : problem.output(0)).shape;
    const int64_t channels = image.back();
    const int64_t positions =
        std::max<int64_t>(1, image.size() / (image[0] * channels));
    from_ = kFlatten ? positions : channels;
    to_ = kFlatten ? channels : positions;
  }
  static absl::Status Accepts(const KernelProblem& problem) {
    return ExpectF32(problem);
  }

  void Run(const KernelArgs& args) override {
    const TransposeBody body{from_, to_, args.Input<float>(0),
                             args.Output<float>(0)};
    Launcher(args.stream)
        .Launch(body, elements_ / (from_ * to_) * body.tiles());
  }

 private:
  const int64_t elements_;
  int64_t from_, to_;
};

template <class Launcher>
void AddCudaMoveKernels(const CandidateAdder& add) {
  add.Add<CudaMoveSteps<RepeatTimeMove, Launcher>>("repeat_time");
  add.Add<CudaMoveSteps<StepOfMove, Launcher>>("step_of");
  add.Add<CudaMoveSteps<PlaceStepMove, Launcher>>("place_step");
  add.Add<CudaMoveSteps<DelayMove, Launcher>>("delay");
  add.Add<CudaMoveSteps<AdvanceMove, Launcher>>("advance");
  add.Add<CudaStackTime<Launcher>>("stack_time");
  add.Add<CudaConstant<Launcher>>("constant");
  add.Add<CudaTranspose<true, Launcher>>("flatten");
  add.Add<CudaTranspose<false, Launcher>>("unflatten");
}

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_ELEMENTS_MOVE_KERNELS_H_
