#include "tests/ops/op_case.h"

namespace synfire {
namespace {

const Fill kCurrent = Fill::Normal(0.5, 1);

OpCase Case(std::string name, std::string attrs, std::vector<CaseInput> inputs,
            int64_t steps = 9) {
  OpCase c;
  c.op = "resonate_and_fire";
  c.name = std::move(name);
  c.attrs = std::move(attrs);
  c.inputs = std::move(inputs);
  c.steps = steps;
  // The step has no derivative that differences could show; smooth has.
  c.gradient = c.attrs.find("smooth = true") != std::string::npos;
  return c;
}

OpCase Benchmark(OpCase c) {
  c.benchmark_only = true;
  return c;
}

const OpCaseList cases({
    Case("plain", "", {{"f32 t[5,33]", kCurrent}}),
    Case("still_image", "period = 3", {{"f32[5,33]", kCurrent}}),
    Case("soft_reset", "v_reset = none, detach_reset = true",
         {{"f32 t[5,33]", kCurrent}}),
    Case("first_states", "tau = 2",
         {{"f32 t[7]", kCurrent}, {"f32[7]"}, {"f32[7]"}}),
    Case("smooth", "smooth = true",
         {{"f32 t[7]", kCurrent}, {"f32[7]"}, {"f32[7]"}}),
    Case("smooth_soft_reset", "smooth = true, v_reset = none, period = 5",
         {{"f32 t[7]", kCurrent}}),
    Benchmark(Case("steps16", "", {{"f32 t[16,14,14,64]", kCurrent}}, 16)),
});

}  // namespace
}  // namespace synfire
