#include <utility>

#include "tests/ops/op_case.h"

// Convolution and linear layers whose operands are rounded to bfloat16: by
// lists, by Winograd, by products and by oneDNN; of spikes and counts, plain
// and packed, and of numbers that rounding changes.
namespace synfire {
namespace {

const Fill kSmall = Fill::Normal(0, 0.1);

// y is a step function of what is rounded: its differences say nothing of the
// gradient, which goes straight through.
OpCase Rounded(OpCase c, int64_t steps = 1) {
  c.name = "bf16_" + c.name;
  c.attrs += c.attrs.empty() ? "operands = bf16" : ", operands = bf16";
  c.steps = steps;
  c.gradient = false;
  return c;
}

// The result too; sums that differ by their order alone may be rounded to
// neighbours.
OpCase RoundedResult(OpCase c, int64_t steps = 1) {
  c = Rounded(std::move(c), steps);
  c.name += "_result";
  c.attrs += ", result = bf16";
  c.tolerance = 1e-3;
  return c;
}

const OpCaseList results({
    RoundedResult(
        {"conv2d",
         "3x3",
         "pad = 1",
         {{"f32 t[2,9,8,40]"}, {"f32[35,40,3,3]", kSmall}, {"f32[35]"}}},
        2),
    RoundedResult({"conv2d",
                   "winograd",
                   "pad = 1",
                   {{"f32 t[2,8,8,32]"}, {"f32[32,32,3,3]", kSmall}}},
                  2),
    RoundedResult({"conv2d",
                   "2x2_images",
                   "pad = 1",
                   {{"f32 t[3,2,2,64]", Fill::Spikes(0.3)},
                    {"f32[64,64,3,3]", kSmall}}},
                  2),
    RoundedResult({"conv2d",
                   "stem",
                   "stride = 2, pad = 3",
                   {{"f32[2,17,15,3]"}, {"f32[16,3,7,7]", kSmall}}}),
    RoundedResult(
        {"conv2d",
         "one_by_one",
         "",
         {{"f32 t[3,9,7,33]"}, {"f32[50,33,1,1]", kSmall}, {"f32[50]"}}},
        2),
    RoundedResult({"conv2d",
                   "spikes",
                   "pad = 1",
                   {{"f32 t[3,7,7,64]", Fill::Spikes(0.15)},
                    {"f32[64,64,3,3]", kSmall},
                    {"f32[64]"}}},
                  2),
    RoundedResult({"conv2d",
                   "depthwise_dilated",
                   "pad = 2, dilation = 2, groups = 5",
                   {{"f32[2,6,6,5]"}, {"f32[10,1,3,3]"}}}),
    RoundedResult({"linear",
                   "odd_sizes",
                   "",
                   {{"f32 t[17,41]"}, {"f32[35,41]", kSmall}, {"f32[35]"}}},
                  2),
    RoundedResult({"linear",
                   "spikes",
                   "",
                   {{"f32 t[20,600]", Fill::Spikes(0.05)},
                    {"f32[100,600]", kSmall},
                    {"f32[100]"}}},
                  3),
});

const OpCaseList convolutions({
    Rounded({"conv2d",
             "3x3",
             "pad = 1",
             {{"f32 t[2,9,8,40]"}, {"f32[35,40,3,3]", kSmall}, {"f32[35]"}}},
            2),
    Rounded({"conv2d",
             "stem",
             "stride = 2, pad = 3",
             {{"f32[2,17,15,3]"}, {"f32[16,3,7,7]", kSmall}}}),
    Rounded({"conv2d",
             "3x3_stride2",
             "stride = 2, pad = 1",
             {{"f32 t[3,9,8,20]"}, {"f32[35,20,3,3]", kSmall}}},
            2),
    Rounded({"conv2d",
             "one_by_one",
             "",
             {{"f32 t[3,9,7,33]"}, {"f32[50,33,1,1]", kSmall}, {"f32[50]"}}},
            2),
    Rounded({"conv2d",
             "one_by_one_stride2_few",
             "stride = 2",
             {{"f32[8,9,9,3]"}, {"f32[17,3,1,1]"}}}),
    Rounded({"conv2d",
             "groups",
             "pad = 1, groups = 2",
             {{"f32[1,5,5,64]"}, {"f32[66,32,3,3]", kSmall}}}),
    Rounded({"conv2d",
             "depthwise_dilated",
             "pad = 2, dilation = 2, groups = 5",
             {{"f32[2,6,6,5]"}, {"f32[10,1,3,3]"}}}),
    Rounded({"conv2d",
             "one_channel",
             "pad = 1",
             {{"f32[2,6,7,1]"}, {"f32[1,1,3,3]"}, {"f32[1]"}}}),
    Rounded({"conv2d",
             "spikes",
             "pad = 1",
             {{"f32 t[3,7,7,64]", Fill::Spikes(0.15)},
              {"f32[64,64,3,3]", kSmall},
              {"f32[64]"}}},
            2),
    Rounded({"conv2d",
             "dense_spikes",
             "pad = 1",
             {{"f32 t[2,11,9,24]", Fill::Spikes(0.9)},
              {"f32[40,24,3,3]", kSmall},
              {"f32[40]"}}},
            2),
    Rounded({"conv2d",
             "counts_stride2",
             "pad = 1, stride = 2",
             {{"f32 t[2,11,9,24]", Fill::Counts(0.2, 200)},
              {"f32[40,24,3,3]", kSmall}}},
            2),
    Rounded({"conv2d",
             "few_spikes_one_by_one",
             "stride = 2",
             {{"f32 t[3,9,11,32]", Fill::Spikes(0.02)},
              {"f32[40,32,1,1]", kSmall}}}),
});

const OpCaseList linear({
    Rounded({"linear",
             "odd_sizes",
             "",
             {{"f32 t[17,41]"}, {"f32[35,41]", kSmall}, {"f32[35]"}}},
            2),
    Rounded({"linear",
             "one_row",
             "",
             {{"f32[1,300]"}, {"f32[7,300]", kSmall}, {"f32[7]"}}}),
    Rounded({"linear",
             "spikes",
             "",
             {{"f32 t[20,600]", Fill::Spikes(0.05)},
              {"f32[100,600]", kSmall},
              {"f32[100]"}}},
            3),
    Rounded({"linear",
             "dense_counts",
             "",
             {{"f32[33,400]", Fill::Counts(0.9, 3)}, {"f32[64,400]", kSmall}}}),
});

}  // namespace
}  // namespace synfire
