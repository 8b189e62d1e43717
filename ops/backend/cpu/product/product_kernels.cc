#include "ops/backend/cpu/product/product_kernels.h"

#include <memory>
#include <utility>

#include "ops/backend/cpu/isa.h"
#include "ops/backend/cpu/product/matrix_product.h"
#include "ops/backend/refusals.h"
#include "ops/nn/conv2d/conv2d.h"

namespace synfire {
namespace {

// Below, copying B takes longer than the product.
constexpr int64_t kLeastRows = 16;

// A layer's sizes, seen as a product: y [rows, outputs] = x [rows, inputs] W^T,
// W [outputs, inputs].
struct Layer {
  int64_t rows, inputs, outputs;
  Lines x;  // dense but for a convolution with a stride
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

KernelOrRefusal MakeForward(const KernelProblem& problem, const Layer& l,
                            const ProductLoops& loops) {
  return std::make_unique<ProductKernel>(
      MatrixProduct(l.rows, l.inputs, l.outputs, {false, l.x},
                    {true, Lines::Dense(l.inputs)}, loops),
      0, 1, problem.has_input(2) ? 2 : -1);
}

KernelOrRefusal MakeGradInput(const KernelProblem&, const Layer& l,
                              const ProductLoops& loops) {
  return std::make_unique<ProductKernel>(
      MatrixProduct(l.rows, l.outputs, l.inputs,
                    {false, Lines::Dense(l.outputs)},
                    {false, Lines::Dense(l.inputs)}, loops),
      0, 1, -1);
}

KernelOrRefusal MakeGradWeight(const KernelProblem&, const Layer& l,
                               const ProductLoops& loops) {
  return std::make_unique<ProductKernel>(
      MatrixProduct(l.outputs, l.rows, l.inputs,
                    {true, Lines::Dense(l.outputs)}, {false, l.x}, loops),
      1, 0, -1);
}

Layer DenseLayer(int64_t rows, int64_t inputs, int64_t outputs) {
  return {rows, inputs, outputs, Lines::Dense(inputs)};
}

absl::StatusOr<Layer> LinearForward(const KernelProblem& p) {
  const Shape& weight = p.input(1).shape;
  return DenseLayer(p.OutputElements(0) / std::max<int64_t>(1, weight[0]),
                    weight[1], weight[0]);
}
absl::StatusOr<Layer> LinearGradInput(const KernelProblem& p) {
  const Shape& weight = p.input(1).shape;
  return DenseLayer(p.InputElements(0) / std::max<int64_t>(1, weight[0]),
                    weight[1], weight[0]);
}
absl::StatusOr<Layer> LinearGradWeight(const KernelProblem& p) {
  SYNFIRE_RETURN_IF_ERROR(ExpectAlikeInTime(p));
  const Shape& weight = p.output(0).shape;
  return DenseLayer(p.InputElements(1) / std::max<int64_t>(1, weight[0]),
                    weight[1], weight[0]);
}

absl::StatusOr<Layer> OneTap(const Conv2dSizes& s) {
  const Window& w = s.window;
  if (w.taps() != 1) return Refuse("the kernel has ", w.taps(), " taps, not 1");
  if (s.groups != 1) return Refuse("groups = ", s.groups);
  if (w.pad[kHeight] != 0 || w.pad[kWidth] != 0) return Refuse("it has a pad");
  const int64_t row = s.input[kWidth] * s.in_channels;
  return Layer{
      s.rows * s.output[kHeight] * s.output[kWidth],
      s.in_channels,
      s.out_channels,
      {s.output[kWidth], s.output[kHeight], w.stride[kWidth] * s.in_channels,
       w.stride[kHeight] * row, s.input_size()}};
}
absl::StatusOr<Layer> ConvForward(const KernelProblem& p) {
  return OneTap(SizesOfConv2d(p));
}
absl::StatusOr<Layer> ConvGradInput(const KernelProblem& p) {
  const Conv2dSizes sizes = SizesOfConv2dGradInput(p);
  const Pair stride = sizes.window.stride;
  if (stride != Pair{1, 1}) return Refuse("the stride is ", ToText(stride));
  return OneTap(sizes);
}
absl::StatusOr<Layer> ConvGradWeight(const KernelProblem& p) {
  SYNFIRE_RETURN_IF_ERROR(ExpectAlikeInTime(p));
  return OneTap(SizesOfConv2dGradWeight(p));
}

using LayerOf = absl::StatusOr<Layer> (*)(const KernelProblem&);
using MakeOf = KernelOrRefusal (*)(const KernelProblem&, const Layer&,
                                   const ProductLoops&);

template <LayerOf kLayer, MakeOf kMake, Isa kIsa>
KernelOrRefusal Make(const KernelProblem& problem) {
  if (!MachineRuns(kIsa)) return Refuse("this machine lacks ", Name(kIsa));
  SYNFIRE_RETURN_IF_ERROR(ExpectF32(problem));
  SYNFIRE_ASSIGN_OR_RETURN(const Layer layer, kLayer(problem));
  if (layer.rows < kLeastRows) {
    return Refuse("a product of ", layer.rows, " rows");
  }
  return kMake(problem, layer,
               ForIsa(kIsa, portable::kProductLoops, avx2::kProductLoops,
                      avx512::kProductLoops));
}

template <LayerOf kLayer, MakeOf kMake>
void AddForEachIsa(const char* op, std::vector<KernelCandidate>* kernels) {
  const auto add = [&](const char* name, auto* make) {
    kernels->push_back({op, name, make});
  };
  add("product:avx512", Make<kLayer, kMake, Isa::kAvx512>);
  add("product:avx2", Make<kLayer, kMake, Isa::kAvx2>);
  add("product:portable", Make<kLayer, kMake, Isa::kPortable>);
}

}  // namespace

std::vector<KernelCandidate> ProductKernels() {
  std::vector<KernelCandidate> kernels;
  AddForEachIsa<LinearForward, MakeForward>("linear", &kernels);
  AddForEachIsa<LinearGradInput, MakeGradInput>("linear_grad_input", &kernels);
  AddForEachIsa<LinearGradWeight, MakeGradWeight>("linear_grad_weight",
                                                  &kernels);
  AddForEachIsa<ConvForward, MakeForward>("conv2d", &kernels);
  AddForEachIsa<ConvGradInput, MakeGradInput>("conv2d_grad_input", &kernels);
  AddForEachIsa<ConvGradWeight, MakeGradWeight>("conv2d_grad_weight", &kernels);
  return kernels;
}

void AddProductKernels(OpRegistry* registry) {
  for (KernelCandidate& kernel : ProductKernels()) {
    registry->AddKernel(std::move(kernel));
  }
}

}  // namespace synfire
