#include "tests/ops/op_case.h"

namespace synfire {
namespace {

OpCase Case(std::string name, std::vector<CaseInput> inputs, int64_t steps) {
  OpCase op_case;
  op_case.op = "add";
  op_case.name = std::move(name);
  op_case.inputs = std::move(inputs);
  op_case.steps = steps;
  return op_case;
}

OpCase Counts() {
  const CaseInput count{"i64[]", Fill::Integers(0, 100000)};
  OpCase op_case = Case("counts", {count, count, count}, 1);
  op_case.gradient = false;
  return op_case;
}

OpCase Large() {
  OpCase op_case =
      Case("large", {{"f32 t[32,28,28,128]"}, {"f32 t[32,28,28,128]"}}, 4);
  op_case.benchmark_only = true;
  return op_case;
}

const OpCaseList cases({
    Case("one", {{"f32[3,5]"}}, 1),
    Case("static", {{"f32[2,3,3,5]"}, {"f32[2,3,3,5]"}}, 1),
    Case("temporal", {{"f32 t[2,17]"}, {"f32 t[2,17]"}, {"f32 t[2,17]"}}, 3),
    Case("mixed", {{"f32[2,7]"}, {"f32 t[2,7]"}, {"f32[2,7]"}}, 4),
    Case("empty", {{"f32[0,7]"}, {"f32[0,7]"}}, 1),
    Case("scalars", {{"f32[]"}, {"f32[]"}}, 1),
    Counts(),
    Large(),
});

}  // namespace
}  // namespace synfire
