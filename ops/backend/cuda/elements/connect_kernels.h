// connect and its gradient as kernels of the graph; see element_kernels.h.
// Spikes and counts may be packed.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_ELEMENTS_CONNECT_KERNELS_H_
#define SYNFIRE_OPS_BACKEND_CUDA_ELEMENTS_CONNECT_KERNELS_H_

#include <string>

#include "ops/backend/cuda/elements/connect_bodies.h"
#include "ops/backend/cuda/elements/element_problem.h"
#include "ops/backend/cuda/launch/candidates.h"
#include "ops/backend/refusals.h"

namespace synfire {

// `residual`: its port; that of the shortcut is the next.
class CudaConnectKernel : public CudaElementKernel {
 protected:
  CudaConnectKernel(const KernelProblem& problem, int residual)
      : CudaElementKernel(problem),
        residual_(residual),
        residual_bits_(BitsOf(*problem.inputs[residual])),
        shortcut_bits_(BitsOf(*problem.inputs[residual + 1])) {
    const std::string& g = problem.attrs.String("g");
    g_ = g == "ADD"   ? Connection::kAdd
         : g == "AND" ? Connection::kAnd
                      : Connection::kIand;
  }

  // What both bodies read.
  template <class Body>
  void SetInputs(const KernelArgs& args, Body* body) const {
    body->g = g_;
    body->size = size_;
    body->steps = steps_;
    body->residual = {{args.inputs[residual_], residual_bits_},
                      Input<float>(args, residual_).stride};
    body->shortcut = {{args.inputs[residual_ + 1], shortcut_bits_},
                      Input<float>(args, residual_ + 1).stride};
  }

 private:
  const int residual_;
  const ElementBits residual_bits_, shortcut_bits_;
  Connection g_;
};

template <class Launcher>
class CudaConnect : public CudaConnectKernel {
 public:
  explicit CudaConnect(const KernelProblem& problem)
      : CudaConnectKernel(problem, 0), y_(BitsOf(problem.outputs[0])) {}

  void Run(const KernelArgs& args) override {
    WithLanesOfByte(size_, [&](auto lanes) {
      ConnectBody<lanes> body = {};
      SetInputs(args, &body);
      body.y = {args.outputs[0], y_};
      Launcher(args.stream).Launch(body, ElementBlocks(size_, lanes));
    });
  }

 private:
  const ElementBits y_;
};

template <class Launcher>
class CudaConnectGrad : public CudaConnectKernel {
 public:
  explicit CudaConnectGrad(const KernelProblem& problem)
      : CudaConnectKernel(problem, 1) {}

  void Run(const KernelArgs& args) override {
    WithLanes(size_, [&](auto lanes) {
      ConnectGradBody<lanes> body = {};
      SetInputs(args, &body);
      body.dy = Input<float>(args, 0);
      body.da = args.Output<float>(0);
      body.ds = args.Output<float>(1);
      Launcher(args.stream).Launch(body, ElementBlocks(size_, lanes));
    });
  }
};

template <class Launcher>
void AddCudaConnectKernels(const CandidateAdder& add) {
  add.Add<CudaConnect<Launcher>>("connect", {0, 1}, {0});
  add.Add<CudaConnectGrad<Launcher>>("connect_grad", {1, 2});
}

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_ELEMENTS_CONNECT_KERNELS_H_
