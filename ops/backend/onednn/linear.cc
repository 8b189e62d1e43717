#include "ops/backend/onednn/linear.h"

#include <memory>
#include <vector>

#include "ops/backend/onednn/bf16.h"
#include "ops/backend/onednn/primitive_kernel.h"
#include "ops/backend/refusals.h"

namespace synfire {
namespace {

using dnnl::memory;
using Argument = PrimitiveArgument;

using Tag = memory::format_tag;

memory::desc Rows(int64_t rows, int64_t columns, const Type& type) {
  return memory::desc({rows, columns}, DataTypeOf(type), Tag::ab);
}

// x [rows, inputs], weight [outputs, inputs], y [rows, outputs], as they lie
// here; oneDNN takes f32 weights as they are and bf16 ones in blocks.
struct Described {
  Described(int64_t rows, int64_t inputs, int64_t outputs, const Type& x_type,
            const Type& weight_type, const Type& y_type)
      : x(Rows(rows, inputs, x_type)),
        weight(Rows(outputs, inputs, weight_type)),
        y(Rows(rows, outputs, y_type)),
        rounded(x_type.dtype == DType::kBF16 || y_type.dtype == DType::kBF16),
        their_weight(rounded ? memory::desc(weight.get_dims(),
                                            weight.get_data_type(), Tag::any)
                             : weight) {}

  dnnl::inner_product_forward::primitive_desc Forward(
      const memory::desc& bias) const {
    return {OneDnnEngine(),
            dnnl::prop_kind::forward_training,
            x,
            their_weight,
            bias,
            y,
            KernelAttributes()};
  }
  // What a backward description is derived from.
  dnnl::inner_product_forward::primitive_desc Hint() const {
    if (!rounded) return Forward({});
    const auto like = [](const memory::desc& desc, Tag tag) {
      return memory::desc(desc.get_dims(), memory::data_type::bf16, tag);
    };
    return {OneDnnEngine(),   dnnl::prop_kind::forward_training,
            like(x, Tag::ab), like(weight, Tag::any),
            like(y, Tag::ab), KernelAttributes()};
  }

  memory::desc x, weight, y;
  bool rounded;
  memory::desc their_weight;
};

KernelOrRefusal MakeForward(const KernelProblem& problem) {
  const int64_t inputs = problem.input(1).shape[1];
  const int64_t outputs = problem.input(1).shape[0];
  const Described d(problem.InputElements(0) / inputs, inputs, outputs,
                    problem.input(0), problem.input(1), problem.output(0));
  memory::desc bias;
  if (problem.has_input(2)) {
    bias = memory::desc({outputs}, memory::data_type::f32, Tag::a);
  }
  const auto described = d.Forward(bias);
  if (d.rounded) SYNFIRE_RETURN_IF_ERROR(ExpectFastInBf16(described));
  std::vector<Argument> arguments = {
      {Argument::kInput, 0, DNNL_ARG_SRC, d.x, d.x},
      {Argument::kInput, 1, DNNL_ARG_WEIGHTS, d.weight,
       described.weights_desc()},
      {Argument::kOutput, 0, DNNL_ARG_DST, d.y, d.y}};
  if (problem.has_input(2)) {
    arguments.push_back({Argument::kInput, 2, DNNL_ARG_BIAS, bias, bias});
  }
  return std::make_unique<PrimitiveKernel>(
      dnnl::inner_product_forward(described), described.scratchpad_desc(),
      arguments);
}

KernelOrRefusal MakeGradInput(const KernelProblem& problem) {
  const int64_t inputs = problem.input(1).shape[1];
  const int64_t outputs = problem.input(1).shape[0];
  const Described d(problem.InputElements(0) / outputs, inputs, outputs,
                    problem.output(0), problem.input(1), problem.input(0));
  const dnnl::inner_product_backward_data::primitive_desc described(
      OneDnnEngine(), d.x, d.their_weight, d.y, d.Hint(), KernelAttributes());
  if (d.rounded) SYNFIRE_RETURN_IF_ERROR(ExpectFastInBf16(described));
  return std::make_unique<PrimitiveKernel>(
      dnnl::inner_product_backward_data(described), described.scratchpad_desc(),
      std::vector<Argument>{
          {Argument::kInput, 0, DNNL_ARG_DIFF_DST, d.y, d.y},
          {Argument::kInput, 1, DNNL_ARG_WEIGHTS, d.weight,
           described.weights_desc()},
          {Argument::kOutput, 0, DNNL_ARG_DIFF_SRC, d.x, d.x}});
}

KernelOrRefusal MakeGradWeight(const KernelProblem& problem) {
  SYNFIRE_RETURN_IF_ERROR(ExpectAlikeInTime(problem));
  const int64_t inputs = problem.output(0).shape[1];
  const int64_t outputs = problem.output(0).shape[0];
  const Described d(problem.InputElements(0) / inputs, inputs, outputs,
                    problem.input(0), problem.output(0), problem.input(1));
  const dnnl::inner_product_backward_weights::primitive_desc described(
      OneDnnEngine(), d.x, d.their_weight, d.y, d.Hint(), KernelAttributes());
  if (d.rounded) SYNFIRE_RETURN_IF_ERROR(ExpectFastInBf16(described));
  return std::make_unique<PrimitiveKernel>(
      dnnl::inner_product_backward_weights(described),
      described.scratchpad_desc(),
      std::vector<Argument>{{Argument::kInput, 0, DNNL_ARG_SRC, d.x, d.x},
                            {Argument::kInput, 1, DNNL_ARG_DIFF_DST, d.y, d.y},
                            {Argument::kOutput, 0, DNNL_ARG_DIFF_WEIGHTS,
                             d.weight, described.diff_weights_desc()}});
}

template <KernelOrRefusal (*kMake)(const KernelProblem&)>
KernelOrRefusal Make(const KernelProblem& problem) {
  SYNFIRE_RETURN_IF_ERROR(ExpectF32(problem));
  return MakeWithOneDnn([&] { return kMake(problem); });
}

template <KernelOrRefusal (*kMake)(const KernelProblem&)>
KernelOrRefusal MakeInBf16(const KernelProblem& problem) {
  return MakeOnBf16(problem, [](const KernelProblem& in_bf16) {
    return MakeWithOneDnn([&] { return kMake(in_bf16); });
  });
}

KernelOrRefusal MakeGradWeightInBf16(const KernelProblem& problem) {
  SYNFIRE_RETURN_IF_ERROR(ExpectAlikeInTime(problem));
  return MakeInBf16<MakeGradWeight>(problem);
}

}  // namespace

void AddOneDnnLinear(std::vector<KernelCandidate>* kernels) {
  const char* const name = "onednn:inner_product";
  kernels->push_back({"linear", name, Make<MakeForward>});
  kernels->push_back({"linear_grad_input", name, Make<MakeGradInput>});
  kernels->push_back({"linear_grad_weight", name, Make<MakeGradWeight>});
}

void AddOneDnnBf16Linear(std::vector<KernelCandidate>* kernels) {
  kernels->push_back(Bf16Forward("linear", MakeInBf16<MakeForward>));
  kernels->push_back(
      Bf16Backward("linear_grad_input", MakeInBf16<MakeGradInput>, /*dy=*/0));
  kernels->push_back(
      Bf16Backward("linear_grad_weight", MakeGradWeightInBf16, /*dy=*/1));
}

}  // namespace synfire
