#include "ops/backend/onednn/linear.h"

#include <memory>
#include <vector>

#include "ops/backend/onednn/primitive_kernel.h"
#include "ops/backend/refusals.h"

namespace synfire {
namespace {

using dnnl::memory;
using Argument = PrimitiveArgument;

memory::desc Rows(int64_t rows, int64_t columns) {
  return memory::desc({rows, columns}, memory::data_type::f32,
                      memory::format_tag::ab);
}

// x [rows, inputs], weight [outputs, inputs], y [rows, outputs].
struct Described {
  Described(int64_t rows, int64_t inputs, int64_t outputs)
      : x(Rows(rows, inputs)),
        weight(Rows(outputs, inputs)),
        y(Rows(rows, outputs)) {}

  dnnl::inner_product_forward::primitive_desc Forward(
      const memory::desc& bias) const {
    return {OneDnnEngine(),
            dnnl::prop_kind::forward_training,
            x,
            weight,
            bias,
            y,
            KernelAttributes()};
  }

  memory::desc x, weight, y;
};

KernelOrRefusal MakeForward(const KernelProblem& problem) {
  const int64_t inputs = problem.input(1).shape[1];
  const int64_t outputs = problem.input(1).shape[0];
  const Described d(problem.InputElements(0) / inputs, inputs, outputs);
  std::vector<Argument> arguments = {
      {Argument::kInput, 0, DNNL_ARG_SRC, d.x, d.x},
      {Argument::kInput, 1, DNNL_ARG_WEIGHTS, d.weight, d.weight},
      {Argument::kOutput, 0, DNNL_ARG_DST, d.y, d.y}};
  memory::desc bias;
  if (problem.has_input(2)) {
    bias =
        memory::desc({outputs}, memory::data_type::f32, memory::format_tag::a);
    arguments.push_back({Argument::kInput, 2, DNNL_ARG_BIAS, bias, bias});
  }
  const auto described = d.Forward(bias);
  return std::make_unique<PrimitiveKernel>(
      dnnl::inner_product_forward(described), described.scratchpad_desc(),
      arguments);
}

KernelOrRefusal MakeGradInput(const KernelProblem& problem) {
  const int64_t inputs = problem.input(1).shape[1];
  const int64_t outputs = problem.input(1).shape[0];
  const Described d(problem.InputElements(0) / outputs, inputs, outputs);
  const dnnl::inner_product_backward_data::primitive_desc described(
      OneDnnEngine(), d.x, d.weight, d.y, d.Forward({}), KernelAttributes());
  return std::make_unique<PrimitiveKernel>(
      dnnl::inner_product_backward_data(described), described.scratchpad_desc(),
      std::vector<Argument>{
          {Argument::kInput, 0, DNNL_ARG_DIFF_DST, d.y, d.y},
          {Argument::kInput, 1, DNNL_ARG_WEIGHTS, d.weight, d.weight},
          {Argument::kOutput, 0, DNNL_ARG_DIFF_SRC, d.x, d.x}});
}

KernelOrRefusal MakeGradWeight(const KernelProblem& problem) {
  SYNFIRE_RETURN_IF_ERROR(ExpectAlikeInTime(problem));
  const int64_t inputs = problem.output(0).shape[1];
  const int64_t outputs = problem.output(0).shape[0];
  const Described d(problem.InputElements(0) / inputs, inputs, outputs);
  const dnnl::inner_product_backward_weights::primitive_desc described(
      OneDnnEngine(), d.x, d.weight, d.y, d.Forward({}), KernelAttributes());
  return std::make_unique<PrimitiveKernel>(
      dnnl::inner_product_backward_weights(described),
      described.scratchpad_desc(),
      std::vector<Argument>{
          {Argument::kInput, 0, DNNL_ARG_SRC, d.x, d.x},
          {Argument::kInput, 1, DNNL_ARG_DIFF_DST, d.y, d.y},
          {Argument::kOutput, 0, DNNL_ARG_DIFF_WEIGHTS, d.weight, d.weight}});
}

template <KernelOrRefusal (*kMake)(const KernelProblem&)>
KernelOrRefusal Make(const KernelProblem& problem) {
  SYNFIRE_RETURN_IF_ERROR(ExpectF32(problem));
  return MakeWithOneDnn([&] { return kMake(problem); });
}

}  // namespace

void AddOneDnnLinear(std::vector<KernelCandidate>* kernels) {
  const char* const name = "onednn:inner_product";
  kernels->push_back({"linear", name, Make<MakeForward>});
  kernels->push_back({"linear_grad_input", name, Make<MakeGradInput>});
  kernels->push_back({"linear_grad_weight", name, Make<MakeGradWeight>});
}

}  // namespace synfire
