// Shape rules of ops/nn: types in, types or the error's exact words out.
#include <gtest/gtest.h>

#include "tests/ops/nn/nn_text.h"

namespace synfire {
namespace {

TEST(Conv2dShape, FollowsWindowAndTime) {
  EXPECT_EQ(Infer("conv2d", "f32[2,7,6,3]; f32[4,3,3,3]"), "f32[2,5,4,4]");
  EXPECT_EQ(Infer("conv2d(pad = 1)", "f32 t[2,7,6,3]; f32[4,3,3,3]; f32[4]"),
            "f32 t[2,7,6,4]");
  EXPECT_EQ(Infer("conv2d(stride = 2, pad = 3)",
                  "f32[1,224,224,3]; "
                  "f32[64,3,7,7]"),
            "f32[1,112,112,64]");
  EXPECT_EQ(Infer("conv2d(stride = [2, 1], pad = [0, 2], dilation = [1, 2])",
                  "f64[2,8,7,2]; f64[3,2,2,3]"),
            "f64[2,4,7,3]");
  EXPECT_EQ(Infer("conv2d(groups = 2)", "f32[2,5,5,6]; f32[4,3,3,3]"),
            "f32[2,3,3,4]");
  EXPECT_EQ(Infer("conv2d(pad = 1)", "f32[1,3,3,2]; f32[2,2,5,5]"),
            "f32[1,1,1,2]");
}

TEST(Conv2dShape, RefusesOtherRanksTypesAndTimes) {
  EXPECT_EQ(Infer("conv2d", "f32[8,8]; f32[4,3,3,3]"),
            "x is [8,8], expected 4 axes [N,H,W,C]");
  EXPECT_EQ(Infer("conv2d", "f32[2,5,5,3]; f32[4,3]"),
            "weight is [4,3], expected 4 axes [O,C/groups,KH,KW]");
  EXPECT_EQ(Infer("conv2d", "i64[2,5,5,3]; f32[4,3,3,3]"),
            "x is i64, expected f32 or f64");
  EXPECT_EQ(Infer("conv2d", "f32[2,5,5,3]; f64[4,3,3,3]"),
            "weight is f64, expected f32 like x");
  EXPECT_EQ(Infer("conv2d", "f32[2,5,5,3]; f32 t[4,3,3,3]"),
            "weight is temporal, expected static: one for all time steps");
  EXPECT_EQ(Infer("conv2d", "f32[2,0,5,3]; f32[4,3,3,3]"),
            "x is [2,0,5,3], expected no empty axis");
  EXPECT_EQ(Infer("conv2d", "f32[2,5,5,3]"),
            "conv2d needs an input 'weight' [O,C/groups,KH,KW]");
}

TEST(Conv2dShape, RefusesWhatDoesNotFit) {
  EXPECT_EQ(Infer("conv2d(groups = 3)", "f32[2,5,5,4]; f32[6,1,3,3]"),
            "groups = 3 does not divide the 4 channels of x");
  EXPECT_EQ(Infer("conv2d(groups = 2)", "f32[2,5,5,4]; f32[3,2,3,3]"),
            "groups = 2 does not divide the 3 channels of y");
  EXPECT_EQ(Infer("conv2d", "f32[2,5,5,4]; f32[6,3,3,3]"),
            "weight is [6,3,3,3], expected [6,4,3,3]: [O,C/groups,KH,KW] for "
            "the channels of x");
  EXPECT_EQ(Infer("conv2d", "f32[2,5,5,4]; f32[6,4,3,3]; f32[4]"),
            "bias is [4], expected [6]: one for each output channel of weight");
  EXPECT_EQ(Infer("conv2d", "f32[2,3,3,4]; f32[6,4,5,5]"),
            "kernel 5x5 does not fit the 3x3 input with pad 0");
  EXPECT_EQ(
      Infer("conv2d(pad = [1, 0], dilation = 2)", "f32[2,3,3,4]; f32[6,4,3,3]"),
      "kernel 3x3 with dilation 2 does not fit the 3x3 input with pad "
      "1x0");
  EXPECT_EQ(Infer("conv2d", "f32[1,4294967296,1,1]; f32[1,1,1,1]"),
            "the input is 4294967296x1, expected at most 1073741824 along each "
            "axis");
}

TEST(LayersThatMultiply, RoundAResultOfRoundedOperandsAlone) {
  const char* const words = "result = bf16 needs operands = bf16";
  EXPECT_EQ(Infer("conv2d(result = bf16)", "f32[2,7,6,3]; f32[4,3,3,3]"),
            words);
  EXPECT_EQ(Infer("linear(result = bf16)", "f32[2,3]; f32[4,3]"), words);
  EXPECT_EQ(
      Infer("linear(operands = bf16, result = bf16)", "f32[2,3]; f32[4,3]"),
      "f32[2,4]");
}

TEST(Conv2dGradShape, InvertsConv2d) {
  EXPECT_EQ(Infer("conv2d_grad_input(stride = 2, size = [8, 7], pad = 1)",
                  "f32 t[2,4,4,17]; f32[17,33,3,3]"),
            "f32 t[2,8,7,33]");
  EXPECT_EQ(Infer("conv2d_grad_input(groups = 2, size = 5)",
                  "f32[2,3,3,4]; f32[4,3,3,3]"),
            "f32[2,5,5,6]");
  EXPECT_EQ(Infer("conv2d_grad_input(size = 6)", "f32[2,3,3,4]; f32[4,3,3,3]"),
            "dy is [2,3,3,4], expected [2,4,4,4]: the output for a 6x6 input");
  EXPECT_EQ(
      Infer("conv2d_grad_weight(kernel = 3)", "f32[2,5,5,3]; f32 t[2,3,3,4]"),
      "f32[4,3,3,3]");
  EXPECT_EQ(
      Infer("conv2d_grad_weight(kernel = 3)", "f32 t[2,5,5,3]; f32 t[3,3,3,4]"),
      "dy is [3,3,3,4], expected [2,3,3,4]: as many images as x");
}

TEST(LinearShape, MultipliesRows) {
  EXPECT_EQ(Infer("linear", "f32 t[8,5]; f32[10,5]; f32[10]"), "f32 t[8,10]");
  EXPECT_EQ(Infer("linear", "f32[8,5]; f32[10,4]"),
            "weight is [10,4], expected [10,5]: a row for each output, a "
            "column for each input");
  EXPECT_EQ(Infer("linear", "f32[8,2,2,3]; f32[10,4]"),
            "x is [8,2,2,3], expected 2 axes [N,I]");
  EXPECT_EQ(Infer("linear", "f32[8,5]; f32[10,5]; f32[5]"),
            "bias is [5], expected [10]: one for each row of weight");
  EXPECT_EQ(Infer("linear_grad_input", "f32 t[8,10]; f32[10,5]"), "f32 t[8,5]");
  EXPECT_EQ(Infer("linear_grad_weight", "f32[8,5]; f32 t[8,10]"), "f32[10,5]");
}

TEST(ChannelSumShape, KeepsChannels) {
  EXPECT_EQ(Infer("channel_sum", "f32 t[2,3,4,5]"), "f32[5]");
  EXPECT_EQ(Infer("channel_sum", "f32[]"),
            "x is [], expected at least 1 axis [*,C]");
}

TEST(NormShape, KeepsXAndGivesStaticStatistics) {
  EXPECT_EQ(Infer("batch_norm", "f32 t[2,3,4,5]; f32[5]; f32[5]"),
            "f32 t[2,3,4,5]; f32[5]; f32[5]");
  EXPECT_EQ(Infer("norm_apply", "f32 t[7,3]; f32[3]; f32[3]; f32[3]; f32[3]"),
            "f32 t[7,3]");
  for (const char* grad : {"batch_norm_grad", "norm_apply_grad"}) {
    EXPECT_EQ(Infer(grad, "f32 t[7,3]; f32 t[7,3]; f32[3]; f32[3]; f32[3]"),
              "f32 t[7,3]; f32[3]; f32[3]");
    EXPECT_EQ(Infer(grad, "f32 t[7,3]; f32[7,3]; f32[3]; f32[3]; f32[3]"),
              "dy is temporal, x is static");
    EXPECT_EQ(Infer(grad, "f32[6,3]; f32[7,3]; f32[3]; f32[3]; f32[3]"),
              "dy is [6,3], expected [7,3]: like x");
  }
}

TEST(NormShape, RefusesOtherChannels) {
  EXPECT_EQ(Infer("batch_norm", "f32[7,3]; f32[4]; f32[3]"),
            "scale is [4], expected [3]: one for each channel of x");
  EXPECT_EQ(Infer("norm_apply", "f32[7,3]; f32[3]; f32[3]; f32[1]; f32[3]"),
            "mean is [1], expected [3]: one for each channel of x");
  EXPECT_EQ(Infer("batch_norm(epsilon = 0)", "f32[7,3]; f32[3]; f32[3]"),
            "column 22: batch_norm: epsilon = 0 is out of range; expected > 0");
}

TEST(RunningAverageShape, KeepsChannels) {
  EXPECT_EQ(Infer("running_average", "f32[3]; f32[3]"), "f32[3]");
  EXPECT_EQ(Infer("running_average", "f32[3]; f32[4]"),
            "batch is [4], expected [3]: like running");
}

TEST(PoolShape, FollowsWindow) {
  EXPECT_EQ(Infer("max_pool2d(kernel = 2)", "f32 t[2,7,6,3]"),
            "f32 t[2,3,3,3]; u8 t[2,3,3,3]");
  EXPECT_EQ(
      Infer("max_pool2d(kernel = 3, stride = 2, pad = 1)", "f32[1,112,112,64]"),
      "f32[1,56,56,64]; u8[1,56,56,64]");
  EXPECT_EQ(Infer("avg_pool2d(kernel = [3, 2], stride = [1, 3], pad = [1, 0])",
                  "f32[1,5,8,2]"),
            "f32[1,5,3,2]");
  EXPECT_EQ(Infer("max_pool2d_grad(kernel = 2, size = [7, 6])",
                  "f32 t[2,3,3,3]; u8 t[2,3,3,3]"),
            "f32 t[2,7,6,3]");
  EXPECT_EQ(Infer("avg_pool2d_grad(kernel = 2, size = [7, 6])", "f32[2,3,3,3]"),
            "f32[2,7,6,3]");
  EXPECT_EQ(Infer("global_avg_pool", "f32 t[8,7,7,512]"), "f32 t[8,512]");
  EXPECT_EQ(Infer("global_avg_pool_grad(size = 7)", "f32 t[8,512]"),
            "f32 t[8,7,7,512]");
}

TEST(PoolShape, RefusesWhatDoesNotFit) {
  EXPECT_EQ(Infer("avg_pool2d", "f32[2,4,4,3]"),
            "column 1: avg_pool2d: 'kernel' is missing; expected a list of 2 "
            "integers, or one for all");
  EXPECT_EQ(Infer("max_pool2d(kernel = 2)", "f32[8,10]"),
            "x is [8,10], expected 4 axes [N,H,W,C]");
  EXPECT_EQ(Infer("max_pool2d(kernel = 3, pad = 2)", "f32[2,4,4,3]"),
            "pad = 2 is more than half of kernel 3x3");
  EXPECT_EQ(
      Infer("max_pool2d(kernel = [16, 17])", "f32[2,40,40,3]"),
      "kernel 16x17 has 272 taps, expected at most 255: argmax is a byte");
  EXPECT_EQ(Infer("avg_pool2d(kernel = 5)", "f32[2,4,4,3]"),
            "kernel 5x5 does not fit the 4x4 input with pad 0");
  EXPECT_EQ(Infer("max_pool2d_grad(kernel = 2, size = [7, 6])",
                  "f32[2,3,3,3]; i64[2,3,3,3]"),
            "argmax is i64, expected u8");
  EXPECT_EQ(Infer("max_pool2d_grad(kernel = 2, size = [7, 6])",
                  "f32 t[2,3,3,3]; u8[2,3,3,3]"),
            "argmax and dy must both be static or both temporal");
  EXPECT_EQ(Infer("global_avg_pool", "f32[8,10]"),
            "x is [8,10], expected 4 axes [N,H,W,C]");
}

TEST(FlattenShape, JoinsAxes) {
  EXPECT_EQ(Infer("flatten", "f32 t[2,5,3,4]"), "f32 t[2,60]");
  EXPECT_EQ(Infer("flatten", "f32[2,60]"), "f32[2,60]");
  EXPECT_EQ(Infer("unflatten(shape = [5, 3, 4])", "f32[2,60]"), "f32[2,5,3,4]");
  EXPECT_EQ(Infer("flatten", "f32[8]"),
            "x is [8], expected 4 axes [N,H,W,C] or 2 axes [N,F]");
  EXPECT_EQ(Infer("unflatten(shape = [2, 2, 3])", "f32[8,10]"),
            "x is [8,10], expected [8,12]: the elements of shape = [2,2,3]");
}

TEST(DropoutShape, KeepsX) {
  EXPECT_EQ(Infer("dropout(key = 'a')", "f32 t[2,3]; i64[]; i64[]"),
            "f32 t[2,3]");
  EXPECT_EQ(Infer("dropout(key = 'a')", "f32[2,3]; f32[]; i64[]"),
            "seed is f32[], expected i64[]");
  EXPECT_EQ(
      Infer("dropout(key = 'a', probability = 1.5)", "f32[2,3]; i64[]; i64[]"),
      "column 34: dropout: probability = 1.5 is out of range; expected "
      ">= 0 and <= 1");
}

TEST(Flops, CountAMultiplyAccumulateTwice) {
  // 4 steps, 2 images, 5x4 outputs of 4 channels, 3x3 taps of 3 channels.
  const int64_t conv = int64_t{2} * 4 * 2 * 5 * 4 * 4 * 9 * 3;
  EXPECT_EQ(Flops("conv2d", "f32 t[2,7,6,3]; f32[4,3,3,3]"), conv);
  EXPECT_EQ(
      Flops("conv2d_grad_input(size = [7, 6])", "f32 t[2,5,4,4]; f32[4,3,3,3]"),
      conv);
  EXPECT_EQ(
      Flops("conv2d_grad_weight(kernel = 3)", "f32[2,7,6,3]; f32 t[2,5,4,4]"),
      conv);
  EXPECT_EQ(Flops("conv2d", "f32[2,7,6,3]; f32[4,3,3,3]"), conv / 4);
  EXPECT_EQ(Flops("linear", "f32 t[8,5]; f32[10,5]"), 2 * 4 * 8 * 5 * 10);
  EXPECT_EQ(Flops("linear_grad_weight", "f32[8,5]; f32 t[8,10]"),
            2 * 4 * 8 * 5 * 10);
}

TEST(Flops, CountElementsAndTaps) {
  EXPECT_EQ(Flops("batch_norm", "f32 t[7,3]; f32[3]; f32[3]"), 8 * 4 * 7 * 3);
  EXPECT_EQ(Flops("max_pool2d(kernel = 3, stride = 1)", "f32[2,5,5,3]"),
            2 * 3 * 3 * 3 * 9);
  EXPECT_EQ(Flops("flatten", "f32[2,5,5,3]"), 0);
}

}  // namespace
}  // namespace synfire
