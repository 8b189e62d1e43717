#include "tests/ops/op_case.h"

namespace synfire {
namespace {

OpCase Case(std::string name, std::string attrs, const char* x, int64_t steps) {
  OpCase c{"dropout", std::move(name), std::move(attrs), {}};
  const CaseInput counter{"i64[]", Fill::Integers(0, 1000), false};
  c.inputs = {{x}, counter, counter};
  c.steps = steps;
  return c;
}

OpCase Real(OpCase c) {
  c.benchmark_only = true;
  return c;
}

const OpCaseList dropout({
    Case("half", "key = 'a'", "f32[3,7]", 1),
    Case("images_temporal", "probability = 0.2, key = 'b.drop'",
         "f32 t[2,3,4,5]", 3),
    Case("none", "probability = 0, key = 'c'", "f32 t[3,5]", 2),
    Case("all", "probability = 1, key = 'd'", "f32[3,5]", 1),
    Real(Case("128_14x14", "key = 'e'", "f32 t[64,14,14,128]", 4)),
});

}  // namespace
}  // namespace synfire
