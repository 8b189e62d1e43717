#include "tests/ops/backend/cuda/products/host_products.h"

#include <functional>
#include <memory>
#include <vector>

#include "ops/backend/cuda/launch/host_launcher.h"
#include "ops/backend/cuda/products/convolution_kernel.h"
#include "ops/backend/cuda/products/direct_kernels.h"
#include "ops/backend/cuda/products/linear_kernel.h"
#include "ops/backend/refusals.h"

namespace synfire {

const std::vector<ListedKernel>& ElementKernels();
const std::vector<ListedKernel>& ProductKernels();

namespace {

void Put(void* stream, std::function<void()> work) {
  if (stream == nullptr) {
    work();
  } else {
    static_cast<HostStream*>(stream)->Put(std::move(work));
  }
}

class ProductByLoops : public ProductLibrary {
 public:
  explicit ProductByLoops(const MatrixProduct& product) : product_(product) {}

  size_t workspace_bytes() const override { return 0; }

  void Multiply(void* stream, const float* a, const float* b, const float* bias,
                float* c, void*) override {
    Put(stream, [p = product_, a, b, bias, c] {
      const auto at = [](const float* matrix, bool transposed, int64_t stride,
                         int64_t i, int64_t j) {
        return double{transposed ? matrix[j + i * stride]
                                 : matrix[i + j * stride]};
      };
      for (int64_t j = 0; j < p.n; ++j) {
        for (int64_t i = 0; i < p.m; ++i) {
          double sum = bias == nullptr ? 0 : bias[i];
          for (int64_t k = 0; k < p.k; ++k) {
            sum += at(a, p.a_transposed, p.a_stride, i, k) *
                   at(b, p.b_transposed, p.b_stride, k, j);
          }
          c[i + j * p.c_stride] = static_cast<float>(sum);
        }
      }
    });
  }

 private:
  const MatrixProduct product_;
};

int64_t At(const ConvolutionTensor& tensor, int64_t n, int64_t c, int64_t h,
           int64_t w) {
  return n * tensor.strides[0] + c * tensor.strides[1] + h * tensor.strides[2] +
         w * tensor.strides[3];
}

// Calls body(element of x, of weight, of y) for every multiplication.
template <class Body>
void ForEachMultiplication(const ConvolutionProblem& p, const Body& body) {
  const auto& [rows, outputs, height, width] = p.y.dims;
  const int64_t inputs = p.weight.dims[1];
  const int64_t group_outputs = outputs / (p.x.dims[1] / inputs);
  for (int64_t n = 0; n < rows; ++n) {
    for (int64_t o = 0; o < outputs; ++o) {
      for (int64_t y = 0; y < height; ++y) {
        for (int64_t x = 0; x < width; ++x) {
          for (int64_t i = 0; i < inputs; ++i) {
            for (int64_t kh = 0; kh < p.weight.dims[2]; ++kh) {
              for (int64_t kw = 0; kw < p.weight.dims[3]; ++kw) {
                const int64_t h =
                    y * p.stride[0] - p.pad[0] + kh * p.dilation[0];
                const int64_t w =
                    x * p.stride[1] - p.pad[1] + kw * p.dilation[1];
                if (h < 0 || h >= p.x.dims[2] || w < 0 || w >= p.x.dims[3]) {
                  continue;
                }
                const int64_t channel = o / group_outputs * inputs + i;
                body(At(p.x, n, channel, h, w), At(p.weight, o, i, kh, kw),
                     At(p.y, n, o, y, x));
              }
            }
          }
        }
      }
    }
  }
}

class ConvolutionByLoops : public ConvolutionLibrary {
 public:
  explicit ConvolutionByLoops(const ConvolutionProblem& problem)
      : problem_(problem) {}

  size_t workspace_bytes() const override { return 0; }

  void Convolve(void* stream, const void* x, const void* weight, const void* y,
                void*) override {
    Put(stream, [p = problem_, x, weight, y] {
      const auto* const of_x = static_cast<const float*>(x);
      const auto* const of_weight = static_cast<const float*>(weight);
      const auto* const of_y = static_cast<const float*>(y);
      switch (p.pass) {
        case ConvolutionPass::kForward:
          return Sum(p, p.y, y, [&](int64_t i, int64_t j, int64_t k) {
            return std::pair(k, double{of_x[i]} * of_weight[j]);
          });
        case ConvolutionPass::kGradInput:
          return Sum(p, p.x, x, [&](int64_t i, int64_t j, int64_t k) {
            return std::pair(i, double{of_y[k]} * of_weight[j]);
          });
        case ConvolutionPass::kGradWeight:
          return Sum(p, p.weight, weight, [&](int64_t i, int64_t j, int64_t k) {
            return std::pair(j, double{of_x[i]} * of_y[k]);
          });
      }
    });
  }

 private:
  template <class Term>
  static void Sum(const ConvolutionProblem& problem,
                  const ConvolutionTensor& of, const void* to,
                  const Term& term) {
    std::vector<double> sums(of.dims[0] * of.dims[1] * of.dims[2] * of.dims[3]);
    ForEachMultiplication(problem, [&](int64_t i, int64_t j, int64_t k) {
      const auto [element, product] = term(i, j, k);
      sums[element] += product;
    });
    auto* const out = static_cast<float*>(const_cast<void*>(to));
    for (size_t i = 0; i < sums.size(); ++i) {
      out[i] = static_cast<float>(sums[i]);
    }
  }

  const ConvolutionProblem problem_;
};

template <class Launcher, MatrixProduct (*kProduct)(const KernelProblem&),
          bool kSums>
KernelOrRefusal MakeLinear(const KernelProblem& problem) {
  SYNFIRE_RETURN_IF_ERROR(ExpectF32(problem));
  const MatrixProduct product = kProduct(problem);
  return std::make_unique<LinearKernel<Launcher>>(
      product, kSums ? TimeSum(problem) : TimeSum(),
      std::make_unique<ProductByLoops>(product));
}

template <class Launcher, ConvolutionPass kPass>
KernelOrRefusal MakeConvolution(const KernelProblem& problem) {
  SYNFIRE_RETURN_IF_ERROR(ExpectF32(problem));
  const ConvolutionProblem convolution = ProblemOfConvolution(problem, kPass);
  return std::make_unique<ConvolutionKernel<Launcher>>(
      problem, convolution, std::make_unique<ConvolutionByLoops>(convolution));
}

template <class Launcher>
void AddProducts(const char* name, const std::string& device,
                 OpRegistry* registry) {
  const auto add = [&](const char* op,
                       KernelOrRefusal (*make)(const KernelProblem&)) {
    registry->AddKernel({op, name, make, {}, {}, device});
  };
  add("linear", MakeLinear<Launcher, ProductOfLinear, false>);
  add("linear_grad_input",
      MakeLinear<Launcher, ProductOfLinearGradInput, false>);
  add("linear_grad_weight",
      MakeLinear<Launcher, ProductOfLinearGradWeight, true>);
  add("conv2d", MakeConvolution<Launcher, ConvolutionPass::kForward>);
  add("conv2d_grad_input",
      MakeConvolution<Launcher, ConvolutionPass::kGradInput>);
  add("conv2d_grad_weight",
      MakeConvolution<Launcher, ConvolutionPass::kGradWeight>);
  AddDirectConvolutions<Launcher>(
      {std::string(name) + ":direct", device, registry});
}

}  // namespace

void AddHostProducts(const std::string& device, OpRegistry* registry) {
  AddProducts<HostLauncher<false>>("loops:in_order", device, registry);
  AddProducts<HostLauncher<true>>("loops:reversed", device, registry);
}

std::vector<ListedKernel> ListedProductKernels() {
  std::vector<ListedKernel> listed = ProductKernels();
  for (const ListedKernel& kernel : ElementKernels()) {
    const std::string name = kernel.name;
    if (name == "TransposeBody" || name.rfind("SumTimeBody", 0) == 0) {
      listed.push_back(kernel);
    }
  }
  return listed;
}

}  // namespace synfire
