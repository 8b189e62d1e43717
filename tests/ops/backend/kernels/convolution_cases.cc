#include "tests/ops/op_case.h"

// Convolution and linear layers at the sizes where oneDNN changes its form or
// implementation: the gradients are checked through each op's builder.
namespace synfire {
namespace {

// Finite differences of larger sizes would say no more of the builders.
OpCase Values(OpCase c, int64_t steps = 1) {
  c.steps = steps;
  c.gradient = false;
  return c;
}

const Fill kSmall = Fill::Normal(0, 0.1);

const OpCaseList convolutions({
    // Blocks of channels with reorders in the kernel, on AVX2; on AVX-512,
    // Winograd.
    Values({"conv2d",
            "blocked_64",
            "pad = 1",
            {{"f32 t[1,6,5,64]"}, {"f32[32,64,3,3]", kSmall}, {"f32[32]"}}},
           2),
    Values({"conv2d",
            "blocked_odd_channels",
            "pad = 2",
            {{"f32[2,5,6,35]"}, {"f32[33,35,5,5]", kSmall}, {"f32[33]"}}}),
    Values({"conv2d",
            "blocked_groups",
            "pad = 1, groups = 2",
            {{"f32[1,5,5,64]"}, {"f32[66,32,3,3]", kSmall}}}),
    Values({"conv2d",
            "one_channel",
            "pad = 1",
            {{"f32[2,6,7,1]"}, {"f32[1,1,3,3]"}, {"f32[1]"}}}),
    Values({"conv2d",
            "one_channel_to_17",
            "",
            {{"f32[2,6,7,1]"}, {"f32[17,1,5,5]", kSmall}, {"f32[17]"}}}),
    Values({"conv2d", "one_pixel", "", {{"f32[3,1,1,17]"}, {"f32[5,17,1,1]"}}}),
    // Strided 1x1 on few channels: the weight gradient that races in oneDNN.
    Values({"conv2d",
            "one_by_one_stride2_few",
            "stride = 2",
            {{"f32[8,9,9,3]"}, {"f32[17,3,1,1]"}}}),
    Values({"conv2d",
            "stride3_unread_border",
            "stride = 3",
            {{"f32[2,8,10,17]"}, {"f32[3,17,2,2]", kSmall}}}),
    Values({"conv2d",
            "many_images",
            "pad = 1",
            {{"f32[65,4,4,16]"}, {"f32[16,16,3,3]", kSmall}}}),
    // Winograd on AVX-512, with tiles that reach over the border.
    Values({"conv2d",
            "winograd_48_to_32",
            "pad = 1",
            {{"f32[2,7,10,48]"}, {"f32[32,48,3,3]", kSmall}, {"f32[32]"}}}),
    Values({"conv2d",
            "winograd_without_pad",
            "",
            {{"f32[1,9,6,32]", Fill::Spikes(0.3)},
             {"f32[32,32,3,3]", kSmall}}}),
});

// Winograd's tiles of 2 and of 4, whole and over the border, at each pad; a
// rest of channels, of vectors and of panels; weights that stay and weights
// that are transformed panel by panel.  Backward, `pad` is turned around.
const OpCaseList winograd({
    Values({"conv2d",
            "winograd_2x2",
            "pad = 1",
            {{"f32 t[3,2,2,48]"}, {"f32[40,48,3,3]", kSmall}, {"f32[40]"}}},
           2),
    Values({"conv2d",
            "winograd_4x4",
            "pad = 1",
            {{"f32[13,4,4,17]"}, {"f32[31,17,3,3]", kSmall}}}),
    Values({"conv2d",
            "winograd_3x5_pad2",
            "pad = 2",
            {{"f32[3,3,5,35]"}, {"f32[19,35,3,3]", kSmall}, {"f32[19]"}}}),
    Values({"conv2d",
            "winograd_7x7",
            "pad = 1",
            {{"f32[2,7,7,33]"}, {"f32[66,33,3,3]", kSmall}}}),
    Values({"conv2d",
            "winograd_unequal_pads",
            "pad = [0, 2]",
            {{"f32[2,10,6,16]"}, {"f32[16,16,3,3]", kSmall}, {"f32[16]"}}}),
    Values({"conv2d",
            "winograd_wide_pad",
            "pad = [3, 0]",
            {{"f32[2,2,9,20]"}, {"f32[24,20,3,3]", kSmall}}}),
    Values({"conv2d",
            "winograd_one_pixel",
            "pad = 1",
            {{"f32[4,1,1,16]"}, {"f32[16,16,3,3]", kSmall}}}),
    Values({"conv2d",
            "winograd_many_blocks",
            "pad = 1",
            {{"f32[3,40,37,16]"}, {"f32[18,16,3,3]", kSmall}}}),
    // The longest sums of the networks at hand.
    Values({"conv2d",
            "winograd_512_to_32",
            "pad = 1",
            {{"f32[2,8,8,512]"}, {"f32[32,512,3,3]", kSmall}}}),
    Values({"conv2d",
            "winograd_by_panels",
            "pad = 1",
            {{"f32[3,4,6,270]"}, {"f32[261,270,3,3]", kSmall}, {"f32[261]"}}}),
});

// Few elements that are not zero: lists of them.  Spikes and counts, tiles and
// bands with a rest, several images a tile, blocks of output channels with a
// rest, both strides, borders that no window reads.
const OpCaseList sparse({
    Values({"conv2d",
            "spikes_64_to_64",
            "pad = 1",
            {{"f32 t[3,7,7,64]", Fill::Spikes(0.15)},
             {"f32[64,64,3,3]", kSmall},
             {"f32[64]"}}},
           2),
    Values({"conv2d",
            "spikes_of_odd_sizes",
            "pad = 1",
            {{"f32 t[2,29,51,13]", Fill::Spikes(0.1)},
             {"f32[37,13,3,3]", kSmall}}}),
    Values({"conv2d",
            "counts",
            "pad = 1",
            {{"f32 t[2,30,9,17]", Fill::Counts(0.2, 3)},
             {"f32[48,17,3,3]", kSmall},
             {"f32[48]"}}}),
    // Channels in whole bytes: these are packed too.
    Values({"conv2d",
            "packed_counts",
            "pad = 1",
            {{"f32 t[2,11,9,24]", Fill::Counts(0.2, 200)},
             {"f32[40,24,3,3]", kSmall},
             {"f32[40]"}}},
           2),
    Values({"conv2d",
            "packed_and_dense",
            "pad = 1",
            {{"f32 t[2,11,9,24]", Fill::Spikes(0.9)},
             {"f32[40,24,3,3]", kSmall},
             {"f32[40]"}}},
           2),
    // More than lies unpacked at a time: step by step.
    Values({"conv2d",
            "packed_and_large",
            "",
            {{"f32 t[1,72,64,512]", Fill::Spikes(0.9)},
             {"f32[8,512,1,1]", kSmall}}},
           2),
    Values({"conv2d",
            "spikes_stride2",
            "pad = 1, stride = 2",
            {{"f32 t[5,15,28,16]", Fill::Spikes(0.2)},
             {"f32[24,16,3,3]", kSmall}}}),
    Values({"conv2d",
            "counts_stride2_without_pad",
            "stride = 2",
            {{"f32 t[1,33,16,9]", Fill::Counts(0.3, 4)},
             {"f32[8,9,3,3]", kSmall}}}),
    Values({"conv2d",
            "spikes_one_by_one",
            "",
            {{"f32 t[2,20,20,32]", Fill::Spikes(0.1)},
             {"f32[130,32,1,1]", kSmall}}}),
    Values({"conv2d",
            "spikes_one_by_one_stride2",
            "stride = 2",
            {{"f32 t[3,9,11,32]", Fill::Spikes(0.1)},
             {"f32[40,32,1,1]", kSmall}}}),
    Values({"conv2d",
            "spikes_tall_kernel",
            "pad = [1, 0], stride = [1, 2]",
            {{"f32 t[2,6,70,8]", Fill::Spikes(0.3)},
             {"f32[8,8,3,2]", kSmall}}}),
    Values({"conv2d",
            "spikes_wide_pad",
            "pad = 3, stride = 2",
            {{"f32 t[40,2,2,8]", Fill::Spikes(0.3)},
             {"f32[16,8,2,3]", kSmall}}}),
    Values({"conv2d",
            "silence",
            "pad = 1",
            {{"f32 t[2,6,6,32]", Fill::Spikes(0)},
             {"f32[32,32,3,3]", kSmall},
             {"f32[32]"}}}),
});

const OpCaseList linear({
    Values({"linear",
            "odd_sizes",
            "",
            {{"f32[65,129]"}, {"f32[17,129]", kSmall}, {"f32[17]"}}}),
    Values({"linear",
            "one_row",
            "",
            {{"f32 t[1,300]"}, {"f32[7,300]", kSmall}, {"f32[7]"}}},
           2),
});

}  // namespace
}  // namespace synfire
