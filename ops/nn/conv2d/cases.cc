#include <utility>

#include "tests/ops/op_case.h"

namespace synfire {
namespace {

// A real layer's size: T = 4, 64 images, 14x14, 128 channels, 3x3.
const char kRealX[] = "f32 t[64,14,14,128]";
const char kRealWeight[] = "f32[128,128,3,3]";

OpCase Real(OpCase c) {
  c.steps = 4;
  c.benchmark_only = true;
  return c;
}

OpCase Temporal(OpCase c, int64_t steps = 3) {
  c.steps = steps;
  return c;
}

// Of an op without a gradient builder, or with differences that say nothing.
OpCase Backward(OpCase c, int64_t steps = 1) {
  c.steps = steps;
  c.gradient = false;
  return c;
}

// Sums that differ by their order alone may be rounded to neighbours.
OpCase RoundedResult(OpCase c) {
  c.tolerance = 1e-3;
  return Backward(std::move(c), 3);
}

const OpCaseList conv2d({
    {"conv2d", "plain", "", {{"f32[2,5,5,3]"}, {"f32[4,3,3,3]"}}},
    {"conv2d",
     "bias_pad1",
     "pad = 1",
     {{"f32[2,5,6,3]"}, {"f32[4,3,3,3]"}, {"f32[4]"}}},
    Temporal({"conv2d",
              "spikes_stride2_pad1",
              "stride = 2, pad = 1",
              {{"f32 t[2,7,7,16]", Fill::Spikes(0.2)},
               {"f32[32,16,3,3]", Fill::Normal(0, 0.1)},
               {"f32[32]"}}}),
    Temporal({"conv2d",
              "one_by_one_stride2",
              "stride = 2",
              {{"f32 t[2,7,5,33]"}, {"f32[35,33,1,1]"}}}),
    {"conv2d",
     "stem7_stride2_pad3",
     "stride = 2, pad = 3",
     {{"f32[1,15,13,3]"}, {"f32[16,3,7,7]", Fill::Normal(0, 0.1)}}},
    {"conv2d",
     "unequal_axes",
     "stride = [2, 1], pad = [0, 2], dilation = [1, 2]",
     {{"f32[2,8,7,2]"}, {"f32[3,2,2,3]"}, {"f32[3]"}}},
    Temporal({"conv2d",
              "dilation2",
              "pad = 2, dilation = 2",
              {{"f32 t[1,6,6,4]"}, {"f32[4,4,3,3]"}}},
             2),
    Temporal({"conv2d",
              "groups2",
              "pad = 1, groups = 2",
              {{"f32 t[2,5,5,6]"}, {"f32[4,3,3,3]"}, {"f32[4]"}}},
             2),
    {"conv2d",
     "depthwise",
     "pad = 1, groups = 5",
     {{"f32[2,6,6,5]"}, {"f32[10,1,3,3]"}}},
    // Its gradient goes straight through the rounding, which no difference
    // shows.
    Backward({"conv2d",
              "bf16_pad1",
              "pad = 1, operands = bf16",
              {{"f32[2,5,6,3]"}, {"f32[4,3,3,3]"}, {"f32[4]"}}}),
    RoundedResult({"conv2d",
                   "bf16_result",
                   "stride = 2, operands = bf16, result = bf16",
                   {{"f32 t[2,5,6,3]"}, {"f32[4,3,3,3]"}, {"f32[4]"}}}),
    {"conv2d",
     "kernel_as_large_as_padded_input",
     "pad = 1",
     {{"f32[2,3,3,2]"}, {"f32[2,2,5,5]"}}},
    Real({"conv2d",
          "spikes10_128_14x14",
          "pad = 1",
          {{kRealX, Fill::Spikes(0.1)}, {kRealWeight, Fill::Normal(0, 0.03)}}}),
    Real({"conv2d",
          "dense_128_14x14",
          "pad = 1",
          {{kRealX}, {kRealWeight, Fill::Normal(0, 0.03)}}}),
    Real({"conv2d",
          "bf16_dense_128_14x14",
          "pad = 1, operands = bf16",
          {{kRealX}, {kRealWeight, Fill::Normal(0, 0.03)}}}),
});

const OpCaseList grad_input({
    Backward({"conv2d_grad_input",
              "bf16",
              "size = 5, operands = bf16",
              {{"f32[2,3,3,4]"}, {"f32[4,3,3,3]"}}}),
    Backward({"conv2d_grad_input",
              "plain",
              "size = 5",
              {{"f32[2,3,3,4]"}, {"f32[4,3,3,3]"}}}),
    Backward({"conv2d_grad_input",
              "stride2_pad1",
              "stride = 2, pad = 1, size = [8, 7]",
              {{"f32 t[2,4,4,17]"}, {"f32[17,33,3,3]"}}},
             3),
    // A row and a column of x that no window reads.
    Backward({"conv2d_grad_input",
              "one_by_one_stride2",
              "stride = 2, size = [6, 8]",
              {{"f32 t[2,3,4,8]"}, {"f32[8,16,1,1]"}}},
             3),
    Backward({"conv2d_grad_input",
              "groups2_dilation2",
              "groups = 2, dilation = 2, pad = [2, 1], size = [6, 7]",
              {{"f32 t[2,6,5,4]"}, {"f32[4,3,3,3]"}}},
             3),
    Real({"conv2d_grad_input",
          "128_14x14",
          "pad = 1, size = 14",
          {{kRealX}, {kRealWeight, Fill::Normal(0, 0.03)}}}),
});

const OpCaseList grad_weight({
    Backward({"conv2d_grad_weight",
              "bf16_spikes",
              "kernel = 3, pad = 1, operands = bf16",
              {{"f32 t[2,8,7,33]", Fill::Spikes(0.2)}, {"f32 t[2,8,7,17]"}}},
             3),
    Backward({"conv2d_grad_weight",
              "plain",
              "kernel = 3",
              {{"f32[2,5,5,3]"}, {"f32[2,3,3,4]"}}}),
    Backward({"conv2d_grad_weight",
              "spikes_stride2_pad1",
              "kernel = 3, stride = 2, pad = 1",
              {{"f32 t[2,8,7,33]", Fill::Spikes(0.2)}, {"f32 t[2,4,4,17]"}}},
             3),
    // Fewer channels than a vector has lanes.
    Backward({"conv2d_grad_weight",
              "one_by_one_stride2_of_2_channels",
              "kernel = 1, stride = 2",
              {{"f32 t[4,8,8,2]"}, {"f32 t[4,4,4,6]"}}},
             3),
    Backward({"conv2d_grad_weight",
              "one_by_one_stride2_of_5_channels",
              "kernel = 1, stride = 2",
              {{"f32[4,14,16,5]"}, {"f32[4,7,8,35]"}}}),
    Backward({"conv2d_grad_weight",
              "still_image",
              "kernel = [3, 2], pad = [1, 0]",
              {{"f32[2,5,5,3]"}, {"f32 t[2,5,4,4]"}}},
             3),
    Backward({"conv2d_grad_weight",
              "groups2_dilation2",
              "kernel = 3, groups = 2, dilation = 2, pad = [2, 1]",
              {{"f32 t[2,6,7,6]"}, {"f32 t[2,6,5,4]"}}},
             3),
    Real({"conv2d_grad_weight",
          "spikes10_128_14x14",
          "kernel = 3, pad = 1",
          {{kRealX, Fill::Spikes(0.1)}, {kRealX}}}),
});

}  // namespace
}  // namespace synfire
