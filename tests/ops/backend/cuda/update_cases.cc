// Optimizers at sizes with and without vectors, of more blocks than one; and
// norms of more arrays than one launch takes.
#include <string>

#include "tests/ops/op_case.h"

namespace synfire {
namespace {

const CaseInput kAbsent{"f32[]", Fill::Absent()};
const CaseInput kRate{"f32[]", Fill::Uniform(0.01, 0.1)};
const CaseInput kScale{"f32[]", Fill::Uniform(0.1, 1)};

OpCase Case(std::string op, std::string name, std::string attrs,
            std::vector<CaseInput> inputs) {
  OpCase c{std::move(op), std::move(name), std::move(attrs), std::move(inputs)};
  c.gradient = false;  // nobody differentiates an update
  return c;
}

std::vector<OpCase> Cases() {
  std::vector<OpCase> all;
  for (const std::string shape : {"[37,4]", "[5,1028]", "[33]"}) {
    const CaseInput array{"f32" + shape};
    const auto add = [&](std::string op, const char* name, std::string attrs,
                         std::vector<CaseInput> inputs) {
      all.push_back(
          Case(std::move(op), name + shape, std::move(attrs), inputs));
    };
    add("sgd", "plain", "", {array, array, kAbsent, kRate, kAbsent, kAbsent});
    all.back().tolerance = 0;
    add("sgd", "nesterov",
        "momentum = 0.9, nesterov = true, weight_decay = 0.1",
        {array, array, array, kRate, kScale, kAbsent});
    all.back().tolerance = 0;
    for (const std::string decoupled : {"false", "true"}) {
      add("adam", decoupled.c_str(),
          "weight_decay = 0.1, decoupled = " + decoupled,
          {array,
           array,
           {array.type, Fill::Normal(0, 0.1)},
           {array.type, Fill::Uniform(0, 0.1)},
           kRate,
           {"i64[]", Fill::Integers(7, 8)},
           kScale});
    }
  }
  std::vector<CaseInput> arrays;
  for (int i = 0; i < 300; ++i) {
    arrays.push_back({"f32[" + std::to_string(i * 97 % 5000) + "]"});
  }
  all.push_back(Case("global_norm", "more_than_a_launch", "", arrays));
  return all;
}

const OpCaseList update_cases(Cases());

}  // namespace
}  // namespace synfire
