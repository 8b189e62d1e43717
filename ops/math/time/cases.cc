#include "tests/ops/op_case.h"

namespace synfire {
namespace {

OpCase Case(std::string op, std::string name, std::string attrs,
            std::vector<CaseInput> inputs, int64_t steps) {
  OpCase op_case{std::move(op), std::move(name), std::move(attrs),
                 std::move(inputs)};
  op_case.steps = steps;
  return op_case;
}

OpCase WithoutGradient(OpCase op_case) {
  op_case.gradient = false;
  return op_case;
}

OpCase Large(std::string op, std::string type) {
  OpCase op_case = Case(std::move(op), "large", "", {{std::move(type)}}, 4);
  op_case.benchmark_only = true;
  return op_case;
}

const OpCaseList cases({
    Case("sum_time", "features", "", {{"f32 t[3,17]"}}, 5),
    Case("sum_time", "one_step", "", {{"f32 t[3,17]"}}, 1),
    Case("mean_time", "features", "", {{"f32 t[3,17]"}}, 5),
    Case("mean_time", "static", "", {{"f32[3,17]"}}, 5),
    Case("max_time", "features", "", {{"f32 t[3,17]"}}, 5),
    Case("max_time", "one_step", "", {{"f32 t[3,17]"}}, 1),
    Case("max_time", "static", "", {{"f32[3,17]"}}, 5),
    WithoutGradient(Case("max_time_grad", "features", "",
                         {{"f32 t[3,17]"}, {"f32[3,17]"}}, 5)),
    Case("repeat_time", "image", "", {{"f32[2,3,3,5]"}}, 3),
    Case("stack_time", "features", "",
         {{"f32[2,7]"}, {"f32[2,7]"}, {"f32[2,7]"}}, 3),
    Case("step_of", "first", "t = 0", {{"f32 t[2,7]"}}, 3),
    Case("step_of", "last", "t = 2", {{"f32 t[2,7]"}}, 3),
    Case("place_step", "middle", "t = 1", {{"f32[2,7]"}}, 3),
    Case("delay", "one", "steps = 1, shape = [2, 7]", {{"f32 t[2,7]"}}, 4),
    Case("delay", "all", "steps = 9, shape = [2, 7]", {{"f32 t[2,7]"}}, 4),
    Case("delay", "static", "steps = 2, shape = [2, 7]", {{"f32[2,7]"}}, 4),
    WithoutGradient(Case("advance", "two", "steps = 2", {{"f32 t[2,7]"}}, 5)),
    Large("mean_time", "f32 t[64,512]"),
    Large("repeat_time", "f32[32,28,28,128]"),
});

}  // namespace
}  // namespace synfire
