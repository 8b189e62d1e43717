#include "tests/ops/op_case.h"

namespace synfire {
namespace {

// Ties and ordinary values have kinks; the ops' own cases hold the gradients.
OpCase Values(OpCase c) {
  c.steps = 2;
  c.gradient = false;
  return c;
}

const OpCaseList pools({
    Values({"max_pool2d",
            "ties_odd_channels",
            "kernel = 2",
            {{"f32 t[3,9,8,17]", Fill::Spikes(0.3)}}}),
    Values({"max_pool2d",
            "ties_one_channel",
            "kernel = 3, stride = 1, pad = 1",
            {{"f32 t[3,5,8,1]", Fill::Spikes(0.5)}}}),
    Values({"max_pool2d",
            "counts_overlapping",
            "kernel = 3, stride = 2, pad = 1",
            {{"f32 t[2,11,9,67]", Fill::Integers(0, 3)}}}),
    Values({"max_pool2d",
            "negative",
            "kernel = 3, stride = 2, pad = 1",
            {{"f32 t[2,8,8,35]", Fill::Uniform(-3, -1)}}}),
    Values({"max_pool2d",
            "whole_image",
            "kernel = [13, 15]",
            {{"f32 t[2,13,15,33]"}}}),
    Values({"max_pool2d_grad",
            "gaps_between_windows",
            "kernel = 2, stride = 3, size = [8, 9]",
            {{"f32 t[2,3,3,33]"}, {"u8 t[2,3,3,33]", Fill::Integers(0, 4)}}}),
    Values({"max_pool2d_grad",
            "every_pixel_in_nine_windows",
            "kernel = 3, stride = 1, size = [8, 9]",
            {{"f32 t[2,6,7,19]"}, {"u8 t[2,6,7,19]", Fill::Integers(0, 9)}}}),
    Values({"avg_pool2d",
            "border_counts",
            "kernel = 3, stride = 2, pad = 1",
            {{"f32 t[2,7,8,19]"}}}),
    Values({"avg_pool2d",
            "border_does_not_count",
            "kernel = 3, stride = 2, pad = 1, count_include_pad = false",
            {{"f32 t[2,7,8,19]"}}}),
    Values({"global_avg_pool", "odd_channels", "", {{"f32 t[3,7,7,35]"}}}),
});

}  // namespace
}  // namespace synfire
