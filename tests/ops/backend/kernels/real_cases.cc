#include "tests/ops/op_case.h"

// Layers of real networks, to be timed: 256 images in all, as T = 4 steps of
// 64.  Those in the ops' own cases are not repeated here.
namespace synfire {
namespace {

OpCase Real(OpCase c) {
  c.steps = 4;
  c.benchmark_only = true;
  return c;
}

const char kImages[] = "f32 t[64,14,14,128]";
const char kLarge[] = "f32 t[64,28,28,128]";
const char kWeight[] = "f32[2048,6272]";

const OpCaseList real({
    Real({"linear", "6272_2048", "", {{"f32 t[64,6272]"}, {kWeight}}}),
    Real({"linear_grad_input",
          "6272_2048",
          "",
          {{"f32 t[64,2048]"}, {kWeight}}}),
    Real({"linear_grad_weight",
          "6272_2048",
          "",
          {{"f32 t[64,6272]"}, {"f32 t[64,2048]"}}}),
    Real({"max_pool2d",
          "halves_128_28x28",
          "kernel = 2",
          {{kLarge, Fill::Spikes(0.2)}}}),
    Real({"avg_pool2d", "halves_128_28x28", "kernel = 2", {{kLarge}}}),
    Real({"avg_pool2d_grad",
          "halves_128_28x28",
          "kernel = 2, size = 28",
          {{kImages}}}),
    Real({"global_avg_pool", "128_14x14", "", {{kImages}}}),
    Real({"global_avg_pool_grad",
          "128_14x14",
          "size = 14",
          {{"f32 t[64,128]"}}}),
    Real({"norm_apply",
          "128_14x14",
          "",
          {{kImages},
           {"f32[128]"},
           {"f32[128]"},
           {"f32[128]"},
           {"f32[128]", Fill::Uniform(0.5, 2)}}}),
    Real({"add", "128_14x14", "", {{kImages}, {kImages}}}),
    Real({"connect", "and_128_14x14", "g = AND", {{kImages}, {kImages}}}),
    Real({"connect_grad",
          "iand_128_14x14",
          "g = IAND",
          {{kImages}, {kImages}, {kImages}}}),
    Real({"scale", "128_14x14", "factor = 0.3", {{kImages}}}),
    Real({"sum_time", "128_14x14", "", {{kImages}}}),
    Real({"mean_time", "128_14x14", "", {{kImages}}}),
    Real({"repeat_time", "128_14x14", "", {{"f32[64,14,14,128]"}}}),
    Real({"channel_sum", "128_14x14", "", {{kImages}}}),
    Real({"flatten", "128_7x7", "", {{"f32 t[64,7,7,128]"}}}),
    Real({"unflatten", "128_7x7", "shape = [7, 7, 128]", {{"f32 t[64,6272]"}}}),
});

}  // namespace
}  // namespace synfire
