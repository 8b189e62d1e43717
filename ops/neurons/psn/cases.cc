#include "tests/ops/op_case.h"

namespace synfire {
namespace {

// Enough for about half of the steps to fire.
const Fill kCurrent = Fill::Normal(1, 1);
const Fill kWeight = Fill::Normal(0.3, 0.5);
const Fill kBias = Fill::Normal(-1, 0.2);

// `parameters`: the types of w and b.
OpCase Case(std::string name, std::string attrs, std::string x,
            std::pair<std::string, std::string> parameters, int64_t steps = 5) {
  OpCase c;
  c.op = "psn";
  c.name = std::move(name);
  c.attrs = std::move(attrs);
  c.inputs = {{std::move(x), kCurrent},
              {parameters.first, kWeight},
              {parameters.second, kBias}};
  c.steps = steps;
  // A step has no derivative that differences could show.
  c.gradient = c.attrs.find("smooth = true") != std::string::npos;
  return c;
}

// The gradient op of a case.
OpCase Backward(OpCase c) {
  c.op = "psn_grad";
  c.inputs.push_back({c.inputs[0].type});
  c.gradient = false;
  return c;
}

std::vector<OpCase> Benchmarks(std::string name, std::string attrs,
                               std::string x,
                               std::pair<std::string, std::string> parameters,
                               int64_t steps) {
  OpCase forward = Case(std::move(name), std::move(attrs), std::move(x),
                        std::move(parameters), steps);
  forward.benchmark_only = true;
  return {forward, Backward(forward)};
}

const std::pair<std::string, std::string> kMatrix = {"f32[5,5]", "f32[5]"};
const std::pair<std::string, std::string> kTaps = {"f32[3]", "f32[]"};
const char* const kOdd = "f32 t[2,3,3,5]";
const char* const kStill = "f32[2,3,3,5]";
const char* const kChunks = "f32 t[29,101]";

const OpCaseList matrix({
    Case("plain", "", kOdd, kMatrix),
    Case("still_image", "", kStill, kMatrix),
    Case("one_neuron", "", "f32 t[1]", kMatrix),
    Case("no_neuron", "", "f32 t[0,7]", kMatrix),
    Case("one_step", "", kOdd, {"f32[1,1]", "f32[1]"}, 1),
    Case("several_chunks", "", kChunks, kMatrix),
    Case("many_steps", "surrogate = sigmoid", "f32 t[3,50]",
         {"f32[67,67]", "f32[67]"}, 67),
    Case("smooth", "smooth = true", kOdd, kMatrix),
    Case("smooth_still_image", "smooth = true, surrogate = sigmoid", kStill,
         kMatrix),
});

const OpCaseList masked({
    Case("masked", "order = 2", kOdd, kMatrix),
    Case("masked_to_the_step_itself", "order = 1", kOdd, kMatrix),
    Case("masked_beyond_the_sequence", "order = 9", kChunks, kMatrix),
    Case("half_masked", "order = 2, lambda = 0.5", kChunks, kMatrix),
    Case("smooth_masked", "smooth = true, order = 2", kOdd, kMatrix),
    Case("smooth_half_masked", "smooth = true, order = 3, lambda = 0.25", kOdd,
         kMatrix),
});

const OpCaseList sliding({
    Case("taps", "", kOdd, kTaps),
    Case("taps_of_a_still_image", "", kStill, kTaps),
    Case("one_tap", "", kOdd, {"f32[1]", "f32[]"}),
    Case("more_taps_than_steps", "", kChunks, {"f32[8]", "f32[]"}),
    Case("smooth_taps", "smooth = true, surrogate = erf", kOdd, kTaps),
    Case("smooth_more_taps_than_steps", "smooth = true", kOdd,
         {"f32[8]", "f32[]"}),
});

const OpCaseList backward({
    Backward(Case("several_chunks", "", kChunks, kMatrix)),
    Backward(Case("taps_in_several_chunks", "", kChunks, kTaps)),
});

const char* const kLarge = "f32 t[32,28,28,128]";
const char* const kSmall = "f32 t[16,14,14,64]";

const OpCaseList steps4(Benchmarks("steps4", "", kLarge, {"f32[4,4]", "f32[4]"},
                                   4));
const OpCaseList steps16(Benchmarks("steps16", "", kSmall,
                                    {"f32[16,16]", "f32[16]"}, 16));
const OpCaseList steps16_masked(Benchmarks("steps16_masked4", "order = 4",
                                           kSmall, {"f32[16,16]", "f32[16]"},
                                           16));
const OpCaseList steps32_taps(Benchmarks("steps32_taps8", "", kSmall,
                                         {"f32[8]", "f32[]"}, 32));

}  // namespace
}  // namespace synfire
