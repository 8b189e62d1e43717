#include "tests/ops/op_case.h"

namespace synfire {
namespace {

OpCase Case(std::string name, std::string attrs, const char* type) {
  OpCase c{"running_average", std::move(name), std::move(attrs), {}};
  c.inputs = {{type}, {type}};
  c.gradient = false;  // no builder
  return c;
}

const OpCaseList running_average({
    Case("plain", "", "f32[5]"),
    Case("unbiased", "momentum = 0.25, factor = 1.5", "f32[67]"),
    Case("keeps", "momentum = 0", "f32[3]"),
    Case("replaces", "momentum = 1", "f32[3]"),
});

}  // namespace
}  // namespace synfire
