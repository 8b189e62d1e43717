#include "tests/ops/op_case.h"

namespace synfire {
namespace {

OpCase Case(std::string name, CaseInput logits, CaseInput labels) {
  OpCase op_case{"correct_count", std::move(name), "", {}};
  op_case.inputs = {std::move(logits), std::move(labels)};
  op_case.gradient = false;
  return op_case;
}

const OpCaseList cases({
    Case("three_classes", {"f32[40,3]"}, {"i64[40]", Fill::Integers(0, 3)}),
    Case("equal_rates", {"f32[40,4]", Fill::Spikes(0.3)},
         {"i64[40]", Fill::Integers(0, 4)}),
    Case("one_class", {"f32[5,1]"}, {"i64[5]", Fill::Integers(0, 1)}),
});

}  // namespace
}  // namespace synfire
