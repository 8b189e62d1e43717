#include "graph/op/kernel.h"

namespace synfire {
namespace {

class FunctionKernel : public Kernel {
 public:
  FunctionKernel(const KernelProblem& problem, KernelFunction function)
      : problem_(problem), function_(function) {}
  void Run(const KernelArgs& args) override { function_(problem_, args); }

 private:
  const KernelProblem problem_;
  const KernelFunction function_;
};

}  // namespace

int64_t BytesOf(const Type& type, int64_t steps, Form form) {
  SYNFIRE_CHECK(form == Form::kPlain);
  return type.Elements(steps) * static_cast<int64_t>(SizeOf(type.dtype));
}

std::unique_ptr<Kernel> MakeFunctionKernel(const KernelProblem& problem,
                                           KernelFunction function) {
  return std::make_unique<FunctionKernel>(problem, function);
}

}  // namespace synfire
