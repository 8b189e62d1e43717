// A linear layer or a gradient of it by a library's product of matrices.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_PRODUCTS_LINEAR_KERNEL_H_
#define SYNFIRE_OPS_BACKEND_CUDA_PRODUCTS_LINEAR_KERNEL_H_

#include <memory>
#include <string>
#include <utility>

#include "ops/backend/cuda/products/matrix_product.h"
#include "ops/backend/cuda/products/scratch.h"
#include "ops/backend/cuda/products/time_sum.h"

namespace synfire {

// Computes a MatrixProduct.
class ProductLibrary {
 public:
  virtual ~ProductLibrary() = default;
  virtual size_t workspace_bytes() const = 0;
  // Puts it on the stream of KernelArgs.  `bias`: null where there is none.
  virtual void Multiply(void* stream, const float* a, const float* b,
                        const float* bias, float* c, void* workspace) = 0;
  virtual std::string Plan() const { return ""; }
};

// Scratch: workspace, then a sum over time.
template <class Launcher>
class LinearKernel : public Kernel {
 public:
  // `sum`: of a weight's gradient.
  LinearKernel(const MatrixProduct& product, TimeSum sum,
               std::unique_ptr<ProductLibrary> library)
      : product_(product),
        sum_(sum),
        library_(std::move(library)),
        summed_at_(AlignedForLibrary(library_->workspace_bytes())) {}

  size_t scratch_bytes() const override {
    const size_t bytes = summed_at_ + sum_.bytes();
    return bytes == 0 ? 0 : kLibraryAlignment + bytes;
  }
  std::string Plan() const override { return library_->Plan(); }

  void Run(const KernelArgs& args) override {
    char* const workspace = AlignedForLibrary(args.scratch);
    auto* const summed = reinterpret_cast<float*>(workspace + summed_at_);
    const float* a = sum_.Input<Launcher>(args, product_.a_input, summed);
    const float* b = sum_.Input<Launcher>(args, product_.b_input, summed);
    library_->Multiply(args.stream, a, b,
                       product_.biased ? args.Input<float>(2) : nullptr,
                       args.Output<float>(0), workspace);
  }

 private:
  const MatrixProduct product_;
  const TimeSum sum_;
  const std::unique_ptr<ProductLibrary> library_;
  const size_t summed_at_;
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_PRODUCTS_LINEAR_KERNEL_H_
