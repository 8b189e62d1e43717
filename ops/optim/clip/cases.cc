#include "tests/ops/op_case.h"

namespace synfire {
namespace {

OpCase Case(std::string op, std::string name, std::string attrs,
            std::vector<CaseInput> inputs) {
  OpCase op_case{std::move(op), std::move(name), std::move(attrs),
                 std::move(inputs)};
  op_case.gradient = false;  // nobody differentiates an update
  return op_case;
}

OpCase Large() {
  OpCase op_case =
      Case("global_norm", "large", "", {{"f32[512,512,3,3]"}, {"f32[512]"}});
  op_case.benchmark_only = true;
  return op_case;
}

const OpCaseList cases({
    Case("global_norm", "three", "", {{"f32[5,3,3,3]"}, {"f32[]"}, {"f32[7]"}}),
    Case("global_norm", "empty", "", {{"f32[0]"}}),
    Case("clip_scale", "above", "max = 1", {{"f32[]", Fill::Uniform(2, 3)}}),
    Case("clip_scale", "below", "max = 5", {{"f32[]", Fill::Uniform(2, 3)}}),
    Large(),
});

}  // namespace
}  // namespace synfire
