// Parallel spiking neurons with and without vectors, of more neurons than a
// chunk of the weights' gradient and more steps than one of its tiles.
#include <string>

#include "tests/ops/op_case.h"

namespace synfire {
namespace {

OpCase Case(std::string name, std::string attrs, const std::string& x,
            std::string w, std::string b, int64_t steps) {
  OpCase c;
  c.op = "psn_grad";
  c.name = std::move(name);
  c.attrs = std::move(attrs);
  c.inputs = {{x, Fill::Normal(1, 1)},
              {std::move(w), Fill::Normal(0.3, 0.5)},
              {std::move(b), Fill::Normal(-1, 0.2)},
              {x.find(" t") == std::string::npos ? "f32 t" + x.substr(3) : x}};
  c.steps = steps;
  c.gradient = false;
  return c;
}

std::vector<OpCase> Cases() {
  std::vector<OpCase> all;
  for (const std::string x :
       {"f32 t[5,820]", "f32 t[3,7,11]", "f32[6,4]", "f32[7]"}) {
    all.push_back(Case("matrix_" + x, "", x, "f32[4,4]", "f32[4]", 4));
    all.push_back(Case("steps_" + x, "", x, "f32[21,21]", "f32[21]", 21));
    all.push_back(Case("masked_" + x, "order = 3", x, "f32[9,9]", "f32[9]", 9));
    all.push_back(Case("taps_" + x, "", x, "f32[3]", "f32[]", 9));
    for (int i = 0; i < 4; ++i) {  // the forward op of each
      OpCase forward = all[all.size() - 4];
      forward.op = "psn";
      forward.inputs.pop_back();
      all.push_back(std::move(forward));
    }
  }
  return all;
}

const OpCaseList psn_cases(Cases());

}  // namespace
}  // namespace synfire
