#include "ops/backend/cpu/product/product_kernels.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "graph/op/deferred.h"
#include "ops/backend/cpu/isa_candidates.h"
#include "ops/backend/cpu/product/matrix_product.h"
#include "ops/backend/cpu/product/window_products.h"
#include "ops/backend/cpu/rounding.h"
#include "ops/backend/refusals.h"
#include "ops/nn/conv2d/conv2d.h"

namespace synfire {
namespace {

// Below, copying B takes longer than the product.
constexpr int64_t kLeastRows = 16;
// Below, gathering takes longer than the product.
constexpr int64_t kLeastChannels = 16;

// A linear layer, or a convolution of one tap: y [rows, outputs] = x [rows,
// inputs] W^T, W [outputs, inputs].
struct Layer {
  int64_t rows, inputs, outputs;
  Lines x;
};

class ProductKernel : public Kernel {
 public:
  // The ports of A and B; of the bias, or kNone.
  ProductKernel(MatrixProduct product, int a, int b, int bias)
      : product_(product), a_(a), b_(b), bias_(bias) {}

  size_t scratch_bytes() const override { return product_.scratch_bytes(); }
  void Run(const KernelArgs& args) override {
    product_.Run(args.Input<float>(a_), args.Input<float>(b_),
                 bias_ < 0 ? nullptr : args.Input<float>(bias_),
                 args.Output<float>(0), args.scratch);
  }

 private:
  const MatrixProduct product_;
  const int a_, b_, bias_;
};

// y of a convolution of one tap, whose reader asks for it.
class DeferredProduct : public Kernel, public SlabMaker {
 public:
  DeferredProduct(const KernelProblem& p, const Layer& l, MatrixProduct product)
      : steps_(p.output(0).temporal() ? p.steps : 1),
        rows_(l.rows / steps_),
        columns_(l.outputs),
        biased_(p.has_input(2)),
        product_(std::move(product)) {}

  size_t scratch_bytes() const override { return product_.scratch_bytes(); }
  void Run(const KernelArgs& args) override {
    *args.Output<Deferred>(0) = {this, args};
  }
  void Make(const KernelArgs& args, int64_t slot, const Slab& slab, float* out,
            int64_t stride) const override {
    for (int64_t t = 0; t < steps_; ++t) {
      product_.RunRows(
          {t * rows_ + slab.begin / columns_, t * rows_ + slab.end / columns_},
          args.Input<float>(0), args.Input<float>(1),
          biased_ ? args.Input<float>(2) : nullptr, out + t * stride,
          args.scratch, slot);
    }
  }

 private:
  const int64_t steps_, rows_, columns_;  // rows of a step
  const bool biased_;
  const MatrixProduct product_;
};

// The gradient of the weights of few inputs, which would leave most of a panel
// of columns empty: dW^T [inputs, outputs] = x^T dy, then turned.
class FewInputsGradWeight : public Kernel {
 public:
  FewInputsGradWeight(const Layer& l, const ProductLoops& loops)
      : inputs_(l.inputs),
        outputs_(l.outputs),
        product_(l.inputs, l.rows, l.outputs, {true, l.x},
                 {false, Lines::Rows(l.outputs)}, Lines::Rows(l.outputs),
                 loops) {}

  size_t scratch_bytes() const override {
    return static_cast<size_t>(turned_bytes()) + product_.scratch_bytes();
  }
  void Run(const KernelArgs& args) override {
    auto* const turned = static_cast<float*>(args.scratch);
    product_.Run(args.Input<float>(0), args.Input<float>(1), nullptr, turned,
                 static_cast<char*>(args.scratch) + turned_bytes());
    float* to = args.Output<float>(0);
    for (int64_t o = 0; o < outputs_; ++o) {
      for (int64_t i = 0; i < inputs_; ++i) *to++ = turned[i * outputs_ + o];
    }
  }

 private:
  int64_t turned_bytes() const { return Aligned(inputs_ * outputs_ * 4); }

  const int64_t inputs_, outputs_;
  const MatrixProduct product_;
};

MatrixProduct ForwardProduct(const Layer& l, const ProductLoops& loops) {
  return {l.rows,
          l.inputs,
          l.outputs,
          {false, l.x},
          {true, Lines::Rows(l.inputs)},
          Lines::Rows(l.outputs),
          loops};
}

KernelOrRefusal ForwardOf(const Layer& l, bool biased,
                          const ProductLoops& loops) {
  return std::make_unique<ProductKernel>(ForwardProduct(l, loops), 0, 1,
                                         biased ? 2 : -1);
}

KernelOrRefusal GradInputOf(const Layer& l, const ProductLoops& loops) {
  return std::make_unique<ProductKernel>(
      MatrixProduct(l.rows, l.outputs, l.inputs,
                    {false, Lines::Rows(l.outputs)},
                    {false, Lines::Rows(l.inputs)}, l.x, loops),
      0, 1, -1);
}

KernelOrRefusal GradWeightOf(const Layer& l, const ProductLoops& loops) {
  if (l.inputs <= loops.panel / 4 && l.inputs < l.outputs) {
    return std::make_unique<FewInputsGradWeight>(l, loops);
  }
  return std::make_unique<ProductKernel>(
      MatrixProduct(l.outputs, l.rows, l.inputs, {true, Lines::Rows(l.outputs)},
                    {false, l.x}, Lines::Rows(l.inputs), loops),
      1, 0, -1);
}

absl::StatusOr<Layer> LinearLayerOf(const Shape& weight, int64_t y_elements) {
  const int64_t rows = y_elements / std::max<int64_t>(1, weight[0]);
  if (rows < kLeastRows) return Refuse("a product of ", rows, " rows");
  return Layer{rows, weight[1], weight[0], Lines::Rows(weight[1])};
}

KernelOrRefusal LinearForward(const KernelProblem& p,
                              const ProductLoops& loops) {
  SYNFIRE_ASSIGN_OR_RETURN(
      const Layer layer, LinearLayerOf(p.input(1).shape, p.OutputElements(0)));
  return ForwardOf(layer, p.has_input(2), loops);
}
KernelOrRefusal LinearGradInput(const KernelProblem& p,
                                const ProductLoops& loops) {
  SYNFIRE_ASSIGN_OR_RETURN(const Layer layer,
                           LinearLayerOf(p.input(1).shape, p.InputElements(0)));
  return GradInputOf(layer, loops);
}
KernelOrRefusal LinearGradWeight(const KernelProblem& p,
                                 const ProductLoops& loops) {
  SYNFIRE_RETURN_IF_ERROR(ExpectAlikeInTime(p));
  SYNFIRE_ASSIGN_OR_RETURN(
      const Layer layer, LinearLayerOf(p.output(0).shape, p.InputElements(1)));
  return GradWeightOf(layer, loops);
}

absl::Status ExpectWindow(const Conv2dSizes& s) {
  const Window& w = s.window;
  if (s.groups != 1) return Refuse("groups = ", s.groups);
  const int64_t rows = s.rows * s.output[kHeight] * s.output[kWidth];
  if (rows < kLeastRows) return Refuse("a product of ", rows, " rows");
  if (w.taps() == 1) return absl::OkStatus();
  if (w.stride == Pair{1, 1}) {
    return Refuse("with a stride of 1, gathering windows does not pay");
  }
  if (w.taps() > kMostWindowTaps) {
    return Refuse("the window has ", w.taps(), " taps, more than ",
                  kMostWindowTaps);
  }
  if (std::min(s.in_channels, s.out_channels) < kLeastChannels) {
    return Refuse("below ", kLeastChannels,
                  " channels, gathering windows does not pay");
  }
  return absl::OkStatus();
}
// Of a window that is one tap without pad: its rows are x's.
std::optional<Layer> LayerOf(const Conv2dSizes& s) {
  if (s.window.taps() != 1 || s.window.pad != Pair{0, 0}) return std::nullopt;
  return Layer{s.rows * s.output[kHeight] * s.output[kWidth], s.in_channels,
               s.out_channels, WindowLines(s)};
}

KernelOrRefusal ConvForward(const KernelProblem& p, const ProductLoops& loops) {
  const Conv2dSizes sizes = SizesOfConv2d(p);
  SYNFIRE_RETURN_IF_ERROR(ExpectWindow(sizes));
  const bool deferred = p.outputs[0].form == Form::kDeferred;
  if (const auto layer = LayerOf(sizes)) {
    MatrixProduct product = ForwardProduct(*layer, loops);
    if (deferred && product.RunsByRows()) {
      return std::make_unique<DeferredProduct>(p, *layer, std::move(product));
    }
    SYNFIRE_ASSIGN_OR_RETURN(std::unique_ptr<Kernel> kernel,
                             ForwardOf(*layer, p.has_input(2), loops));
    return deferred ? MakeAtOnce(std::move(kernel)) : std::move(kernel);
  }
  auto kernel = std::make_unique<WindowForward>(sizes, p.has_input(2), loops);
  if (deferred) return MakeAtOnce(std::move(kernel));
  return kernel;
}
KernelOrRefusal ConvGradInput(const KernelProblem& p,
                              const ProductLoops& loops) {
  const Conv2dSizes sizes = SizesOfConv2dGradInput(p);
  SYNFIRE_RETURN_IF_ERROR(ExpectWindow(sizes));
  const auto layer = LayerOf(sizes);
  if (layer.has_value() && layer->x.dense()) return GradInputOf(*layer, loops);
  if (sizes.window.dilation != Pair{1, 1}) return Refuse("it has a dilation");
  return std::make_unique<WindowGradInput>(sizes, loops);
}
KernelOrRefusal ConvGradWeight(const KernelProblem& p,
                               const ProductLoops& loops) {
  SYNFIRE_RETURN_IF_ERROR(ExpectAlikeInTime(p));
  const Conv2dSizes sizes = SizesOfConv2dGradWeight(p);
  SYNFIRE_RETURN_IF_ERROR(ExpectWindow(sizes));
  if (const auto layer = LayerOf(sizes)) return GradWeightOf(*layer, loops);
  return std::make_unique<WindowGradWeight>(sizes, loops);
}

template <KernelOrRefusal (*kMake)(const KernelProblem&, const ProductLoops&)>
KernelOrRefusal Make(const KernelProblem& problem, Isa isa) {
  return kMake(problem, ForIsa(isa, portable::kProductLoops,
                               avx2::kProductLoops, avx512::kProductLoops));
}

}  // namespace

std::vector<KernelCandidate> ProductKernels() {
  std::vector<KernelCandidate> kernels;
  AddIsaCandidates<Make<LinearForward>>("product", "linear", &kernels);
  AddIsaCandidates<Make<LinearGradInput>>("product", "linear_grad_input",
                                          &kernels);
  AddIsaCandidates<Make<LinearGradWeight>>("product", "linear_grad_weight",
                                           &kernels);
  AddIsaCandidates<Make<ConvForward>>("product", "conv2d", &kernels);
  for (KernelCandidate& kernel : kernels) {
    kernel.defers = kernel.op == "conv2d";
  }
  AddIsaCandidates<Make<ConvGradInput>>("product", "conv2d_grad_input",
                                        &kernels);
  AddIsaCandidates<Make<ConvGradWeight>>("product", "conv2d_grad_weight",
                                         &kernels);
  return kernels;
}

void AddProductKernels(OpRegistry* registry) {
  for (KernelCandidate& kernel : ProductKernels()) {
    registry->AddKernel(std::move(kernel));
  }
}

}  // namespace synfire
