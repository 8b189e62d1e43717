// Element-wise ops and ops that move numbers, as kernels of the graph on
// whatever runs bodies: Launcher is DeviceLauncher or, in tests, HostLauncher
// (ops/backend/cuda/launch).
//
// f32, add also i64; they refuse other types.  Results have the bits of the
// reference, those of dropout the reference's to the last bit but one.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_ELEMENTS_ELEMENT_KERNELS_H_
#define SYNFIRE_OPS_BACKEND_CUDA_ELEMENTS_ELEMENT_KERNELS_H_

#include <algorithm>

#include "ops/backend/cuda/elements/dropout_body.h"
#include "ops/backend/cuda/elements/element_problem.h"
#include "ops/backend/cuda/elements/time_bodies.h"
#include "ops/backend/cuda/launch/candidates.h"
#include "ops/backend/refusals.h"
#include "ops/nn/dropout/dropout.h"

namespace synfire {

// outputs = Function(inputs), of values of one extent.
template <class Function, class Launcher>
class CudaElements : public CudaElementKernel {
 public:
  explicit CudaElements(const KernelProblem& problem)
      : CudaElementKernel(problem), function_(FunctionOf<Function>(problem)) {}

  void Run(const KernelArgs& args) override {
    WithLanes(size_, [&](auto lanes) {
      ElementBody<Function, lanes> body = {};
      body.function = function_;
      body.size = size_;
      body.steps = steps_;
      for (int i = 0; i < Function::kInputs; ++i) {
        body.in[i] = Input<float>(args, i);
      }
      for (int i = 0; i < Function::kOutputs; ++i) {
        body.out[i] = args.Output<float>(i);
      }
      Launcher(args.stream).Launch(body, ElementBlocks(size_, lanes));
    });
  }

 private:
  const Function function_;
};

// The same of vectors of channels and of single numbers.
template <class Function, class Launcher>
class CudaNumbers : public CudaElementKernel {
 public:
  explicit CudaNumbers(const KernelProblem& problem)
      : CudaElementKernel(problem), function_(FunctionOf<Function>(problem)) {}

  void Run(const KernelArgs& args) override {
    NumberBody<Function> body = {};
    body.function = function_;
    body.size = size_ * steps_;
    for (int i = 0; i < Function::kInputs; ++i) {
      body.in[i] = args.Input<float>(i);
    }
    for (int i = 0; i < Function::kOutputs; ++i) {
      body.out[i] = args.Output<float>(i);
    }
    Launcher(args.stream).Launch(body, ElementBlocks(body.size, 1));
  }

 private:
  const Function function_;
};

template <class Launcher>
class CudaAdd : public CudaElementKernel {
 public:
  explicit CudaAdd(const KernelProblem& problem)
      : CudaElementKernel(problem),
        counts_(problem.output(0).dtype == DType::kI64) {}
  static absl::Status Accepts(const KernelProblem& problem) {
    if (problem.output(0).dtype == DType::kI64) return absl::OkStatus();
    return ExpectF32(problem);
  }

  void Run(const KernelArgs& args) override {
    if (counts_) return Add<CountLane>(args);
    WithLanes(size_, [&](auto lanes) { Add<FloatLanes<lanes>>(args); });
  }

 private:
  // Many terms take several launches, each going on with the sum so far.
  template <class R>
  void Add(const KernelArgs& args) const {
    using Number = typename R::Scalar;
    Launcher launcher(args.stream);
    AddBody<R> body = {};
    body.size = size_;
    body.steps = steps_;
    body.out = args.Output<Number>(0);
    for (int next = 0; next < num_inputs();) {
      body.terms = 0;
      if (next > 0) body.in[body.terms++] = {body.out, size_};
      while (body.terms < body.kMostTerms && next < num_inputs()) {
        body.in[body.terms++] = Input<Number>(args, next++);
      }
      launcher.Launch(body, ElementBlocks(size_, R::kLanes));
    }
  }

  const bool counts_;
};

template <class Launcher>
class CudaDropout : public CudaElementKernel {
 public:
  explicit CudaDropout(const KernelProblem& problem)
      : CudaElementKernel(problem),
        probability_(problem.attrs.Float("probability")),
        purpose_(DropoutPurpose(problem.attrs.String("key"))) {}

  void Run(const KernelArgs& args) override {
    WithLanes(size_, [&](auto lanes) {
      DropoutBody<lanes> body = {};
      body.size = size_;
      body.steps = steps_;
      body.probability = probability_;
      body.kept = static_cast<float>(1 / (1 - probability_));
      body.purpose = purpose_;
      body.seed = args.Input<int64_t>(1);
      body.step = args.Input<int64_t>(2);
      body.x = args.Input<float>(0);
      body.y = args.Output<float>(0);
      Launcher(args.stream).Launch(body, ElementBlocks(size_, lanes));
    });
  }

 private:
  const double probability_;
  const uint64_t purpose_;
};

// sum_time; mean_time of a temporal or static value.
template <bool kMean, class Launcher>
class CudaSumTime : public CudaElementKernel {
 public:
  explicit CudaSumTime(const KernelProblem& problem)
      : CudaElementKernel(problem),
        terms_(StepsOf(problem.input(0), problem)) {}

  void Run(const KernelArgs& args) override {
    WithLanes(size_, [&](auto lanes) {
      SumTimeBody<lanes> body = {};
      body.size = size_;
      body.steps = terms_;
      body.divisor = kMean ? static_cast<double>(terms_) : 1.0;
      body.x = args.Input<float>(0);
      body.y = args.Output<float>(0);
      Launcher(args.stream).Launch(body, ElementBlocks(size_, lanes));
    });
  }

 private:
  const int64_t terms_;
};

template <class Launcher>
class CudaMaxTime : public CudaElementKernel {
 public:
  explicit CudaMaxTime(const KernelProblem& problem)
      : CudaElementKernel(problem),
        terms_(StepsOf(problem.input(0), problem)) {}

  void Run(const KernelArgs& args) override {
    WithLanes(size_, [&](auto lanes) {
      Launcher(args.stream)
          .Launch(MaxTimeBody<lanes>{size_, terms_, args.Input<float>(0),
                                     args.Output<float>(0)},
                  ElementBlocks(size_, lanes));
    });
  }

 private:
  const int64_t terms_;
};

template <class Launcher>
class CudaMaxTimeGrad : public CudaElementKernel {
 public:
  explicit CudaMaxTimeGrad(const KernelProblem& problem)
      : CudaElementKernel(problem) {}

  void Run(const KernelArgs& args) override {
    WithLanes(size_, [&](auto lanes) {
      Launcher(args.stream)
          .Launch(MaxTimeGradBody<lanes>{size_, steps_, args.Input<float>(0),
                                         args.Input<float>(1),
                                         args.Output<float>(0)},
                  ElementBlocks(size_, lanes));
    });
  }
};

template <class Launcher>
void AddCudaElementKernels(const CandidateAdder& add) {
  add.Add<CudaAdd<Launcher>>("add");
  add.Add<CudaElements<ScaleFunction, Launcher>>("scale");
  add.Add<CudaNumbers<RunningAverageFunction, Launcher>>("running_average");
  add.Add<CudaDropout<Launcher>>("dropout");
  add.Add<CudaSumTime<false, Launcher>>("sum_time");
  add.Add<CudaSumTime<true, Launcher>>("mean_time");
  add.Add<CudaMaxTime<Launcher>>("max_time");
  add.Add<CudaMaxTimeGrad<Launcher>>("max_time_grad");
}

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_ELEMENTS_ELEMENT_KERNELS_H_
