// Norms and sums over channels of as many channels as the device's kernels
// divide in different ways: one, less than a warp's columns, with and without
// vectors, several tiles, several chunks of rows, a last row that is begun.
#include <string>

#include "tests/ops/op_case.h"

namespace synfire {
namespace {

struct Size {
  const char* name;
  const char* x;
  const char* channels;
};
constexpr Size kSizes[] = {{"one", "f32 t[3001,1]", "f32[1]"},
                           {"three", "f32 t[1000,3]", "f32[3]"},
                           {"four", "f32 t[7,1001,4]", "f32[4]"},
                           {"odd", "f32 t[129,37]", "f32[37]"},
                           {"even", "f32 t[131,68]", "f32[68]"},
                           {"tiles", "f32 t[70,300]", "f32[300]"},
                           {"still", "f32[2,5,5,24]", "f32[24]"}};

OpCase Case(std::string op, const Size& size, std::vector<CaseInput> inputs) {
  OpCase c{std::move(op), std::string("channels_") + size.name, "",
           std::move(inputs)};
  c.steps = 2;
  c.gradient = false;  // the differences: ops/nn
  return c;
}

std::vector<OpCase> Cases() {
  std::vector<OpCase> all;
  for (const Size& size : kSizes) {
    const CaseInput x{size.x, Fill::Normal(3, 1)}, dy{size.x};
    const CaseInput number{size.channels};
    const CaseInput mean{size.channels, Fill::Normal(3, 0.1), false};
    const CaseInput variance{size.channels, Fill::Uniform(0.5, 2), false};
    all.push_back(Case("batch_norm", size, {x, number, number}));
    all.back().fixed_outputs = {"mean", "variance"};
    all.push_back(Case("norm_moments", size, {x, number, number}));
    for (const char* op : {"batch_norm_grad", "norm_apply_grad"}) {
      all.push_back(Case(op, size, {dy, x, number, mean, variance}));
    }
    all.push_back(
        Case("norm_apply", size, {x, number, number, mean, variance}));
    all.push_back(Case("norm_input_grad", size,
                       {dy, x, number, mean, variance, number, number}));
    all.push_back(Case("channel_sum", size, {x}));
  }
  return all;
}

const OpCaseList norm_cases(Cases());

}  // namespace
}  // namespace synfire
