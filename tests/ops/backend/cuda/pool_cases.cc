// Poolings of channels with and without vectors: windows that touch, overlap,
// leave gaps, and reach over the border.
#include <string>

#include "tests/ops/op_case.h"

namespace synfire {
namespace {

OpCase Case(std::string op, std::string name, std::string attrs,
            std::vector<CaseInput> inputs) {
  OpCase c{std::move(op), std::move(name), std::move(attrs), std::move(inputs)};
  c.steps = 2;
  c.gradient = false;  // the differences: ops/nn
  c.tolerance = 0;
  return c;
}

std::vector<OpCase> Cases() {
  std::vector<OpCase> all;
  struct Shape {
    const char* name;
    const char* window;
  };
  for (const std::string channels : {"8", "3"}) {
    const CaseInput spikes{"f32 t[3,9,11," + channels + "]", Fill::Spikes(0.3)};
    const CaseInput any{spikes.type};
    for (const Shape& shape :
         {Shape{"touching", "kernel = 2"},
          Shape{"overlapping", "kernel = 3, stride = 2, pad = 1"},
          Shape{"dense", "kernel = [3, 2], stride = 1, pad = [0, 1]"},
          Shape{"gaps", "kernel = 2, stride = 3"}}) {
      const std::string name = shape.name + ("_" + channels);
      all.push_back(Case("max_pool2d", name, shape.window, {any}));
      all.push_back(Case("max_pool2d", "ties_" + name, shape.window, {spikes}));
      for (const std::string counted : {"true", "false"}) {
        const std::string count = ", count_include_pad = " + counted;
        all.push_back(Case("avg_pool2d", counted + "_" + name,
                           shape.window + count, {any}));
      }
    }
    all.push_back(Case("global_avg_pool", "images_" + channels, "", {any}));
    all.back().tolerance = 1e-7;
  }
  return all;
}

const OpCaseList pool_cases(Cases());

}  // namespace
}  // namespace synfire
