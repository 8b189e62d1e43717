#include "graph/op/kernel.h"

#include "graph/op/deferred.h"

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

const char* Name(Form form) {
  switch (form) {
    case Form::kPlain:
      return "plain";
    case Form::kBytes:
      return "bytes";
    case Form::kBits:
      return "bits";
    case Form::kDeferred:
      return "deferred";
    case Form::kBf16:
      return "bf16";
  }
  SYNFIRE_CHECK(false);
}

int64_t BytesOf(const Type& type, int64_t steps, Form form) {
  const int64_t elements = type.Elements(steps);
  switch (form) {
    case Form::kPlain:
      return elements * static_cast<int64_t>(SizeOf(type.dtype));
    case Form::kBytes:
      return elements;
    case Form::kBits:
      return (elements + 7) / 8;
    case Form::kDeferred:
      return kDeferredHeader + BytesOf(type, steps, Form::kPlain);
    case Form::kBf16:
      return elements * static_cast<int64_t>(SizeOf(DType::kBF16));
  }
  SYNFIRE_CHECK(false);
}

std::unique_ptr<Kernel> MakeFunctionKernel(const KernelProblem& problem,
                                           KernelFunction function) {
  return std::make_unique<FunctionKernel>(problem, function);
}

}  // namespace synfire
