// Optimizers and the clipping of gradients as kernels of the graph on whatever
// runs bodies: Launcher is DeviceLauncher or, in tests, HostLauncher
// (ops/backend/cuda/launch).
//
// f32; they refuse other types.  sgd has the bits of the reference; adam
// computes in f32 what the reference does in f64.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_UPDATES_UPDATE_KERNELS_H_
#define SYNFIRE_OPS_BACKEND_CUDA_UPDATES_UPDATE_KERNELS_H_

#include <vector>

#include "ops/backend/cuda/elements/element_kernels.h"
#include "ops/backend/cuda/launch/candidates.h"
#include "ops/backend/cuda/updates/global_norm_bodies.h"
#include "ops/backend/cuda/updates/update_bodies.h"
#include "ops/backend/refusals.h"

namespace synfire {

template <>
inline ClipScaleFunction FunctionOf<ClipScaleFunction>(
    const KernelProblem& problem) {
  return {problem.attrs.Float("max")};
}

// A parameter's row of the table.
template <class Update>
Update UpdateOf(const KernelProblem& problem, const KernelArgs& args);

// Null where it is absent.
template <class Number>
const Number* Given(const KernelProblem& problem, const KernelArgs& args,
                    int port) {
  return problem.has_input(port) ? args.Input<Number>(port) : nullptr;
}

template <>
inline SgdUpdate UpdateOf<SgdUpdate>(const KernelProblem& problem,
                                     const KernelArgs& args) {
  const auto attr = [&](absl::string_view name) {
    return static_cast<float>(problem.attrs.Float(name));
  };
  SgdUpdate update = {};
  update.momentum = attr("momentum");
  update.dampening = attr("dampening");
  update.decay = attr("weight_decay");
  update.nesterov = problem.attrs.Bool("nesterov");
  update.size = problem.InputElements(0);
  update.param = args.Input<float>(0);
  update.grad = args.Input<float>(1);
  update.velocity = Given<float>(problem, args, 2);
  update.lr = args.Input<float>(3);
  update.grad_scale = Given<float>(problem, args, 4);
  update.step = Given<int64_t>(problem, args, 5);
  update.next = args.Output<float>(0);
  update.next_velocity = args.Output<float>(1);
  return update;
}

template <>
inline AdamUpdate UpdateOf<AdamUpdate>(const KernelProblem& problem,
                                       const KernelArgs& args) {
  AdamUpdate update = {};
  update.beta1 = problem.attrs.Float("beta1");
  update.beta2 = problem.attrs.Float("beta2");
  update.epsilon = problem.attrs.Float("epsilon");
  update.weight_decay = problem.attrs.Float("weight_decay");
  update.decoupled = problem.attrs.Bool("decoupled");
  update.size = problem.InputElements(0);
  update.param = args.Input<float>(0);
  update.grad = args.Input<float>(1);
  update.m = args.Input<float>(2);
  update.v = args.Input<float>(3);
  update.lr = args.Input<float>(4);
  update.step = args.Input<int64_t>(5);
  update.grad_scale = Given<float>(problem, args, 6);
  update.next = args.Output<float>(0);
  update.next_m = args.Output<float>(1);
  update.next_v = args.Output<float>(2);
  return update;
}

// Of one parameter, and together with those of others: whatever their settings
// are, one launch for each kMostUpdates of them.
template <class Update, class Launcher>
class CudaUpdate : public Kernel {
 public:
  explicit CudaUpdate(const KernelProblem& problem) : problem_(problem) {}
  static absl::Status Accepts(const KernelProblem& problem) {
    return ExpectF32(problem);
  }

  void Run(const KernelArgs& args) override {
    Body body = {};
    body.updates.Add(UpdateOf<Update>(problem_, args));
    Launcher(args.stream).Launch(body, body.updates.blocks);
  }
  JointRun Joint() const override { return RunAll; }

 private:
  using Body = UpdatesBody<Update>;

  static void RunAll(const std::vector<const KernelCall*>& calls,
                     void* stream) {
    Launcher launcher(stream);
    Body body = {};
    for (const KernelCall* call : calls) {
      const auto& of = *static_cast<const CudaUpdate*>(call->kernel);
      if (body.updates.full()) {
        launcher.Launch(body, body.updates.blocks);
        body = {};
      }
      body.updates.Add(UpdateOf<Update>(of.problem_, call->Args(stream)));
    }
    launcher.Launch(body, body.updates.blocks);
  }

  const KernelProblem problem_;
};

template <class Launcher>
class CudaGlobalNorm : public Kernel {
 public:
  explicit CudaGlobalNorm(const KernelProblem& problem) {
    for (size_t i = 0; i < problem.inputs.size(); ++i) {
      sizes_.push_back(problem.InputElements(static_cast<int>(i)));
      chunks_ += BlocksFor(sizes_.back(), SumSquaresBody::kChunk);
    }
  }
  static absl::Status Accepts(const KernelProblem& problem) {
    return ExpectF32(problem);
  }

  size_t scratch_bytes() const override { return sizeof(double) * chunks_; }

  void Run(const KernelArgs& args) override {
    Launcher launcher(args.stream);
    double* const partial = static_cast<double*>(args.scratch);
    double* next = partial;
    for (size_t i = 0; i < sizes_.size();) {
      SumSquaresBody body = {};
      body.partial = next;
      for (; i < sizes_.size() && !body.arrays.full(); ++i) {
        body.arrays.Add({args.Input<float>(static_cast<int>(i)), sizes_[i]});
      }
      launcher.Launch(body, body.arrays.blocks);
      next += body.arrays.blocks;
    }
    launcher.Launch(RootOfSumBody{partial, chunks_, {args.Output<float>(0)}},
                    1);
  }

 private:
  std::vector<int64_t> sizes_;
  int64_t chunks_ = 0;  // of all arrays
};

template <class Launcher>
void AddCudaUpdateKernels(const CandidateAdder& add) {
  add.Add<CudaUpdate<SgdUpdate, Launcher>>("sgd");
  add.Add<CudaUpdate<AdamUpdate, Launcher>>("adam");
  add.Add<CudaGlobalNorm<Launcher>>("global_norm");
  add.Add<CudaNumbers<ClipScaleFunction, Launcher>>("clip_scale");
}

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_UPDATES_UPDATE_KERNELS_H_
