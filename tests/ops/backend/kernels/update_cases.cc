#include "tests/ops/op_case.h"

// Updates of a parameter with more elements than a chunk of work.
namespace synfire {
namespace {

const CaseInput kAbsent{"f32[]", Fill::Absent()};
const CaseInput kRate{"f32[]", Fill::Uniform(0.01, 0.1)};
const CaseInput kScale{"f32[]", Fill::Uniform(0.1, 1)};
const CaseInput kParameter{"f32[67,31,3,3]"};

OpCase Case(std::string op, std::string name, std::string attrs,
            std::vector<CaseInput> inputs) {
  OpCase op_case{std::move(op), std::move(name), std::move(attrs),
                 std::move(inputs)};
  op_case.gradient = false;  // nobody differentiates an update
  return op_case;
}

const OpCaseList updates({
    Case("sgd", "momentum_scaled", "momentum = 0.9, weight_decay = 0.1",
         {kParameter, kParameter, kParameter, kRate, kScale, kAbsent}),
    Case("sgd", "plain_large", "",
         {kParameter, kParameter, kAbsent, kRate, kAbsent, kAbsent}),
    Case("adam", "scaled_large", "weight_decay = 0.1",
         {kParameter,
          kParameter,
          {"f32[67,31,3,3]", Fill::Normal(0, 0.1)},
          {"f32[67,31,3,3]", Fill::Uniform(0, 0.1)},
          kRate,
          {"i64[]", Fill::Integers(7, 8)},
          kScale}),
    Case("global_norm", "chunks", "", {kParameter, {"f32[1]"}, kParameter}),
    // Squares that f32 would round to zero or infinity.
    Case("global_norm", "tiny", "", {{"f32[999]", Fill::Normal(0, 1e-30)}}),
    Case("global_norm", "huge", "", {{"f32[999]", Fill::Normal(0, 1e30)}}),
});

}  // namespace
}  // namespace synfire
