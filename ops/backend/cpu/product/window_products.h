// Convolutions as matrix products: of the windows' pixels, which are gathered
// as the product goes, and the weights, tap by tap.
//
// For those that Winograd's filtering does not serve: strides above 1.
#ifndef SYNFIRE_OPS_BACKEND_CPU_PRODUCT_WINDOW_PRODUCTS_H_
#define SYNFIRE_OPS_BACKEND_CPU_PRODUCT_WINDOW_PRODUCTS_H_

#include <optional>
#include <vector>

#include "graph/op/kernel.h"
#include "ops/backend/cpu/product/matrix_product.h"
#include "ops/nn/conv2d/conv2d.h"

namespace synfire {

// Taps of a window, at most.
constexpr int64_t kMostWindowTaps = 49;

// The lines that the windows of all output pixels read of x.
Lines WindowLines(const Conv2dSizes& sizes);

class WindowForward : public Kernel {
 public:
  WindowForward(const Conv2dSizes& sizes, bool biased,
                const ProductLoops& loops);
  size_t scratch_bytes() const override;
  void Run(const KernelArgs& args) override;

 private:
  const Conv2dSizes sizes_;
  const bool biased_;
  const ProductLoops& loops_;
  const MatrixProduct product_;
};

class WindowGradWeight : public Kernel {
 public:
  WindowGradWeight(const Conv2dSizes& sizes, const ProductLoops& loops);
  size_t scratch_bytes() const override;
  void Run(const KernelArgs& args) override;

 private:
  const Conv2dSizes sizes_;
  const ProductLoops& loops_;
  const MatrixProduct product_;
};

// Pixels of dx whose distances to the taps that read them are the same form a
// class: with a stride of 2, even and odd rows and columns.  Each is a product
// of its own.  REQUIRES: a dilation of 1.
class WindowGradInput : public Kernel {
 public:
  WindowGradInput(const Conv2dSizes& sizes, const ProductLoops& loops);
  size_t scratch_bytes() const override;
  void Run(const KernelArgs& args) override;

 private:
  struct Class {
    Lines dx;
    int64_t rows;
    int64_t first_tap;                     // of its taps, among all classes'
    std::optional<MatrixProduct> product;  // none: no tap reads these pixels
  };

  void AddClass(Pair first);

  const Conv2dSizes sizes_;
  const ProductLoops& loops_;
  std::vector<Class> classes_;
  int64_t next_tap_ = 0;
  std::vector<int64_t> place_;  // of tap kh * KW + kw, class by class
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_PRODUCT_WINDOW_PRODUCTS_H_
