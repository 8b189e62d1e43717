#include "ops/backend/onednn/convolution.h"

#include <algorithm>
#include <memory>
#include <vector>

#include "absl/strings/match.h"
#include "ops/backend/onednn/bf16.h"
#include "ops/backend/onednn/primitive_kernel.h"
#include "ops/backend/refusals.h"
#include "ops/nn/conv2d/conv2d.h"

namespace synfire {
namespace {

using dnnl::algorithm;
using dnnl::memory;
using Tag = memory::format_tag;
using Argument = PrimitiveArgument;

enum class Form { kWinograd, kBlocked, kDirect };

// Why Winograd does not pay here, or OK.  On images below 4x4 most of a tile is
// padding; below 32 channels its transforms outweigh its products.
absl::Status ExpectWinograd(const Conv2dSizes& s) {
  const Window& w = s.window;
  const Pair ones{1, 1}, threes{3, 3};
  if (!OneDnnHas(dnnl::cpu_isa::avx512_core)) {
    return Refuse("Winograd needs AVX-512");
  }
  if (w.kernel != threes || w.stride != ones || w.dilation != ones) {
    return Refuse("Winograd takes 3x3 kernels of stride and dilation 1");
  }
  if (s.groups != 1 || s.in_channels % 16 != 0 || s.out_channels % 16 != 0 ||
      std::min(s.in_channels, s.out_channels) < 32) {
    return Refuse("Winograd takes one group of 32, 48, 64, ... channels");
  }
  if (std::min(s.output[kHeight], s.output[kWidth]) < 4) {
    return Refuse("the images are ", ToText(s.output),
                  ", below 4x4 Winograd does not pay");
  }
  return absl::OkStatus();
}

// Why the blocked form does not pay here, or OK.  Measured on AVX2, one core of
// 104 GFLOP/s, 3x3, in GFLOP/s:
//
//                       64 channels, 28x28       128 channels, 14x14
//                       plain  blocked (*)       plain  blocked (*)
//   forward             97     90      87        99     89      86
//   input gradient      78     96      90        95     98      95
//   weight gradient     63     73      70        62     70      68
//
// (*) with the reorders.  At 16 channels, or for 1x1, no difference pays for
// those.  With AVX-512 the two forms are equally fast.
absl::Status ExpectBlocked(const Conv2dSizes& s, bool forward) {
  if (OneDnnHas(dnnl::cpu_isa::avx512_core)) {
    return Refuse("with AVX-512, blocks of channels are no faster");
  }
  if (forward || s.window.taps() == 1 ||
      std::min(s.group_inputs, s.group_outputs) < 32) {
    return Refuse("blocks of channels pay in gradients of kernels above 1x1 ",
                  "on 32 channels or more");
  }
  return absl::OkStatus();
}

absl::Status ExpectForm(Form form, const Conv2dSizes& sizes, bool forward) {
  switch (form) {
    case Form::kWinograd:
      return ExpectWinograd(sizes);
    case Form::kBlocked:
      return ExpectBlocked(sizes, forward);
    case Form::kDirect:
      break;
  }
  return absl::OkStatus();
}

// Why bf16 does not pay here, or OK.  oneDNN goes image by image, through all
// weights each time.  Measured with AMX, one core, 3x3, stride 1, 1.2 GFLOP, in
// ms; f32 is Winograd or lists at 15 %:
//
//                     images x channels
//                     16x16x64  8x8x128  4x4x256  2x2x512
//   forward, input       1.3       1.2      2.0     10       f32: 2.7 to 4
//   weight gradient      2.6       3.4      8       30       f32: 3.4 to 5
absl::Status ExpectLargeImages(const Conv2dSizes& s, int64_t least_pixels) {
  if (s.output[kHeight] * s.output[kWidth] >= least_pixels) {
    return absl::OkStatus();
  }
  return Refuse("the images are ", ToText(s.output), ", below ", least_pixels,
                " pixels oneDNN is slower than f32");
}

// The element types of a convolution's three tensors.
struct Types {
  memory::data_type x, weight, y;
};

// A convolution in oneDNN's words.
struct Described {
  Described(const Conv2dSizes& s, Form form, const Types& of)
      : types(of),
        rounded(of.x == memory::data_type::bf16 ||
                of.y == memory::data_type::bf16),
        x_dims{s.rows, s.in_channels, s.input[0], s.input[1]},
        y_dims{s.rows, s.out_channels, s.output[0], s.output[1]},
        weight_dims{s.groups, s.group_outputs, s.group_inputs,
                    s.window.kernel[0], s.window.kernel[1]},
        stride(s.window.stride.begin(), s.window.stride.end()),
        pad(s.window.pad.begin(), s.window.pad.end()),
        // oneDNN counts the elements between two taps.
        dilation{s.window.dilation[0] - 1, s.window.dilation[1] - 1},
        which(form == Form::kWinograd ? algorithm::convolution_winograd
                                      : algorithm::convolution_direct) {
    const Tag images = form == Form::kDirect ? Tag::nhwc : Tag::any;
    x = {x_dims, types.x, images};
    y = {y_dims, types.y, images};
    // Without a group axis where there is one group: Winograd asks for that.
    if (s.groups == 1) weight_dims.erase(weight_dims.begin());
    weight = {weight_dims, types.weight, Tag::any};
  }

  memory::desc OurX() const { return {x_dims, types.x, Tag::nhwc}; }
  memory::desc OurY() const { return {y_dims, types.y, Tag::nhwc}; }
  memory::desc OurWeight() const {
    return {weight_dims, types.weight,
            weight_dims.size() == 4 ? Tag::oihw : Tag::goihw};
  }

  // What a backward description is derived from; any algorithm's will do, in
  // one type.
  dnnl::convolution_forward::primitive_desc Hint() const {
    const auto alike = [&](const memory::desc& desc) {
      return rounded ? memory::desc(desc.get_dims(), memory::data_type::bf16,
                                    Tag::any)
                     : desc;
    };
    return {OneDnnEngine(),
            dnnl::prop_kind::forward_training,
            algorithm::convolution_direct,
            alike(x),
            alike(weight),
            alike(y),
            stride,
            dilation,
            pad,
            pad};
  }

  Types types;
  bool rounded;  // some of them are bf16
  memory::dims x_dims, y_dims, weight_dims, stride, pad, dilation;
  memory::desc x, y, weight;
  algorithm which;
};

KernelOrRefusal MakeForward(const KernelProblem& problem, Form form) {
  const Conv2dSizes sizes = SizesOfConv2d(problem);
  SYNFIRE_RETURN_IF_ERROR(ExpectForm(form, sizes, /*forward=*/true));
  const Described d(sizes, form,
                    {DataTypeOf(problem.input(0)), DataTypeOf(problem.input(1)),
                     DataTypeOf(problem.output(0))});
  const bool biased = problem.has_input(2);
  const memory::desc bias =
      biased
          ? memory::desc({sizes.out_channels}, memory::data_type::f32, Tag::x)
          : memory::desc();
  const dnnl::convolution_forward::primitive_desc described(
      OneDnnEngine(), dnnl::prop_kind::forward_training, d.which, d.x, d.weight,
      bias, d.y, d.stride, d.dilation, d.pad, d.pad, KernelAttributes());
  if (d.rounded) SYNFIRE_RETURN_IF_ERROR(ExpectFastInBf16(described));
  std::vector<Argument> arguments = {
      {Argument::kInput, 0, DNNL_ARG_SRC, d.OurX(), described.src_desc()},
      {Argument::kInput, 1, DNNL_ARG_WEIGHTS, d.OurWeight(),
       described.weights_desc()},
      {Argument::kOutput, 0, DNNL_ARG_DST, d.OurY(), described.dst_desc()}};
  if (biased) {
    arguments.push_back({Argument::kInput, 2, DNNL_ARG_BIAS, bias, bias});
  }
  return std::make_unique<PrimitiveKernel>(dnnl::convolution_forward(described),
                                           described.scratchpad_desc(),
                                           arguments);
}

KernelOrRefusal MakeGradInput(const KernelProblem& problem, Form form) {
  const Conv2dSizes sizes = SizesOfConv2dGradInput(problem);
  SYNFIRE_RETURN_IF_ERROR(ExpectForm(form, sizes, /*forward=*/false));
  const Described d(
      sizes, form,
      {DataTypeOf(problem.output(0)), DataTypeOf(problem.input(1)),
       DataTypeOf(problem.input(0))});
  const dnnl::convolution_backward_data::primitive_desc described(
      OneDnnEngine(), d.which, d.x, d.weight, d.y, d.stride, d.dilation, d.pad,
      d.pad, d.Hint(), KernelAttributes());
  if (d.rounded) SYNFIRE_RETURN_IF_ERROR(ExpectFastInBf16(described));
  return std::make_unique<PrimitiveKernel>(
      dnnl::convolution_backward_data(described), described.scratchpad_desc(),
      std::vector<Argument>{{Argument::kInput, 0, DNNL_ARG_DIFF_DST, d.OurY(),
                             described.diff_dst_desc()},
                            {Argument::kInput, 1, DNNL_ARG_WEIGHTS,
                             d.OurWeight(), described.weights_desc()},
                            {Argument::kOutput, 0, DNNL_ARG_DIFF_SRC, d.OurX(),
                             described.diff_src_desc()}});
}

// oneDNN 3.1's 1x1 kernels pack what a strided 1x1 window reads into a buffer,
// and there the parts of two threads overlap where the channels are fewer than
// a vector's lanes: a race, and wrong gradients.  Goes on to an implementation
// that does not pack.
bool AvoidRacingImplementation(
    const Conv2dSizes& s,
    dnnl::convolution_backward_weights::primitive_desc* described) {
  constexpr int64_t kMostLanes = 16;
  if (s.window.taps() > 1 || s.window.stride == Pair{1, 1} ||
      s.group_inputs >= kMostLanes) {
    return true;
  }
  while (absl::StrContains(described->impl_info_str(), "1x1")) {
    if (!described->next_impl()) return false;
  }
  return true;
}

KernelOrRefusal MakeGradWeight(const KernelProblem& problem, Form form) {
  SYNFIRE_RETURN_IF_ERROR(ExpectAlikeInTime(problem));
  const Conv2dSizes sizes = SizesOfConv2dGradWeight(problem);
  SYNFIRE_RETURN_IF_ERROR(ExpectForm(form, sizes, /*forward=*/false));
  const Described d(
      sizes, form,
      {DataTypeOf(problem.input(0)), DataTypeOf(problem.output(0)),
       DataTypeOf(problem.input(1))});
  const auto hint = d.Hint();  // next_impl() still reads it
  dnnl::convolution_backward_weights::primitive_desc described(
      OneDnnEngine(), d.which, d.x, d.weight, d.y, d.stride, d.dilation, d.pad,
      d.pad, hint, KernelAttributes());
  if (!AvoidRacingImplementation(sizes, &described)) {
    return Refuse("oneDNN's strided 1x1 kernels race on few channels");
  }
  if (d.rounded) SYNFIRE_RETURN_IF_ERROR(ExpectFastInBf16(described));
  return std::make_unique<PrimitiveKernel>(
      dnnl::convolution_backward_weights(described),
      described.scratchpad_desc(),
      std::vector<Argument>{
          {Argument::kInput, 0, DNNL_ARG_SRC, d.OurX(), described.src_desc()},
          {Argument::kInput, 1, DNNL_ARG_DIFF_DST, d.OurY(),
           described.diff_dst_desc()},
          {Argument::kOutput, 0, DNNL_ARG_DIFF_WEIGHTS, d.OurWeight(),
           described.diff_weights_desc()}});
}

template <KernelOrRefusal (*kMake)(const KernelProblem&, Form), Form kForm>
KernelOrRefusal Make(const KernelProblem& problem) {
  SYNFIRE_RETURN_IF_ERROR(ExpectF32(problem));
  return MakeWithOneDnn([&] { return kMake(problem, kForm); });
}

template <KernelOrRefusal (*kMake)(const KernelProblem&, Form)>
KernelOrRefusal MakeInBf16(const KernelProblem& problem) {
  return MakeOnBf16(problem, [](const KernelProblem& in_bf16) {
    return MakeWithOneDnn([&] { return kMake(in_bf16, Form::kDirect); });
  });
}

// With one tap, all images are as one.
int64_t LeastPixels(const Conv2dSizes& s) {
  return s.window.taps() == 1 ? 1 : 16;
}

KernelOrRefusal MakeForwardInBf16(const KernelProblem& problem) {
  const Conv2dSizes sizes = SizesOfConv2d(problem);
  SYNFIRE_RETURN_IF_ERROR(ExpectLargeImages(sizes, LeastPixels(sizes)));
  return MakeInBf16<MakeForward>(problem);
}

KernelOrRefusal MakeGradInputInBf16(const KernelProblem& problem) {
  const Conv2dSizes sizes = SizesOfConv2dGradInput(problem);
  SYNFIRE_RETURN_IF_ERROR(ExpectLargeImages(sizes, LeastPixels(sizes)));
  return MakeInBf16<MakeGradInput>(problem);
}

KernelOrRefusal MakeGradWeightInBf16(const KernelProblem& problem) {
  SYNFIRE_RETURN_IF_ERROR(ExpectAlikeInTime(problem));
  SYNFIRE_RETURN_IF_ERROR(ExpectLargeImages(SizesOfConv2dGradWeight(problem),
                                            /*least_pixels=*/64));
  return MakeInBf16<MakeGradWeight>(problem);
}

template <KernelOrRefusal (*kMake)(const KernelProblem&, Form)>
void AddForms(const char* op, std::vector<KernelCandidate>* kernels) {
  kernels->push_back({op, "onednn:winograd", Make<kMake, Form::kWinograd>});
  kernels->push_back({op, "onednn:blocked", Make<kMake, Form::kBlocked>});
  kernels->push_back({op, "onednn:direct", Make<kMake, Form::kDirect>});
}

}  // namespace

void AddOneDnnConvolutions(std::vector<KernelCandidate>* kernels) {
  AddForms<MakeForward>("conv2d", kernels);
  AddForms<MakeGradInput>("conv2d_grad_input", kernels);
  AddForms<MakeGradWeight>("conv2d_grad_weight", kernels);
}

void AddOneDnnBf16Convolutions(std::vector<KernelCandidate>* kernels) {
  kernels->push_back(Bf16Forward("conv2d", MakeForwardInBf16));
  kernels->push_back(
      Bf16Backward("conv2d_grad_input", MakeGradInputInBf16, /*dy=*/0));
  kernels->push_back(
      Bf16Backward("conv2d_grad_weight", MakeGradWeightInBf16, /*dy=*/1));
}

}  // namespace synfire
