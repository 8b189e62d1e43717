// Losses of more classes, and of more rows, than a block has threads; labels
// that name no class.
#include <string>

#include "tests/ops/op_case.h"

namespace synfire {
namespace {

std::vector<OpCase> Cases() {
  std::vector<OpCase> all;
  struct Size {
    const char* name;
    const char* scores;
    const char* labels;
    int64_t classes;
  };
  for (const Size& size : {Size{"classes", "f32[3,1000]", "i64[3]", 1000},
                           Size{"block", "f32[4,256]", "i64[4]", 256},
                           Size{"rows", "f32[300,3]", "i64[300]", 3}}) {
    const auto add = [&](const char* op, const std::string& name,
                         std::string attrs, Fill labels, bool gradient) {
      OpCase c{op,
               name + "_" + size.name,
               std::move(attrs),
               {{size.scores}, {size.labels, labels}}};
      c.gradient = gradient;
      all.push_back(std::move(c));
    };
    const Fill valid = Fill::Integers(0, size.classes);
    add("cross_entropy", "smoothed", "label_smoothing = 0.1", valid, true);
    add("cross_entropy", "plain", "", valid, true);
    add("mse_rate", "plain", "", valid, true);
    add("correct_count", "plain", "", valid, false);
    add("correct_count", "no_such_class", "", Fill::Integers(-2, 9), false);
  }
  return all;
}

const OpCaseList loss_cases(Cases());

}  // namespace
}  // namespace synfire
