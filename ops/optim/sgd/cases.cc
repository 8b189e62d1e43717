#include "tests/ops/op_case.h"

namespace synfire {
namespace {

const CaseInput kAbsent{"f32[]", Fill::Absent()};
const CaseInput kRate{"f32[]", Fill::Uniform(0.01, 0.1)};

OpCase Case(std::string name, std::string attrs, CaseInput velocity,
            CaseInput scale = kAbsent, CaseInput step = kAbsent) {
  OpCase op_case{"sgd", std::move(name), std::move(attrs), {}};
  op_case.inputs = {{"f32[3,37]"}, {"f32[3,37]"},    std::move(velocity),
                    kRate,         std::move(scale), std::move(step)};
  op_case.gradient = false;  // nobody differentiates an update
  return op_case;
}

OpCase Large() {
  OpCase op_case = Case("large", "momentum = 0.9, weight_decay = 1e-4",
                        {"f32[512,512,3,3]"});
  op_case.inputs[0] = op_case.inputs[1] = op_case.inputs[2];
  op_case.benchmark_only = true;
  return op_case;
}

const CaseInput kVelocity{"f32[3,37]"};
const CaseInput kScale{"f32[]", Fill::Uniform(0.1, 1)};

const OpCaseList cases({
    Case("plain", "", kAbsent),
    Case("decay_scaled", "weight_decay = 0.01", kAbsent, kScale),
    Case("momentum", "momentum = 0.9", kVelocity),
    Case("nesterov", "momentum = 0.9, nesterov = true, weight_decay = 0.01",
         kVelocity, kScale),
    Case("dampening_first", "momentum = 0.9, dampening = 0.3", kVelocity,
         kAbsent, {"i64[]", Fill::Integers(0, 1)}),
    Case("dampening_later", "momentum = 0.9, dampening = 0.3", kVelocity,
         kAbsent, {"i64[]", Fill::Integers(5, 6)}),
    Large(),
});

}  // namespace
}  // namespace synfire
