// Element-wise ops and moves at the sizes that the device's kernels divide:
// with and without vectors, blocks that are full, begun or a thread short.
#include <string>

#include "tests/ops/op_case.h"

namespace synfire {
namespace {

// A block has 256 threads of 1 or 4 elements.
struct Size {
  const char* name;
  const char* shape;
};
constexpr Size kSizes[] = {{"vectors", "[3,7,12]"},
                           {"full_block", "[4,256]"},
                           {"one_more", "[1028]"},
                           {"scalars", "[7,11,3]"}};

OpCase Case(std::string op, std::string name, std::string attrs,
            std::vector<CaseInput> inputs) {
  OpCase c{std::move(op), std::move(name), std::move(attrs), std::move(inputs)};
  c.steps = 3;
  c.gradient = false;  // that of the ops' own cases does not change with size
  c.tolerance = 0;
  return c;
}

std::vector<OpCase> Cases() {
  std::vector<OpCase> all;
  for (const Size& size : kSizes) {
    const std::string of = std::string(size.shape);
    const CaseInput still{"f32" + of}, moving{"f32 t" + of};
    const auto add = [&](std::string op, std::string name, std::string attrs,
                         std::vector<CaseInput> inputs) {
      all.push_back(Case(std::move(op), name + "_" + size.name,
                         std::move(attrs), std::move(inputs)));
    };
    add("add", "three", "", {still, moving, moving});
    add("add", "more_than_a_launch", "",
        std::vector<CaseInput>(17, size.name[0] == 'v' ? moving : still));
    add("scale", "any", "factor = -0.3", {moving});
    for (const std::string g : {"ADD", "AND", "IAND"}) {
      add("connect", g, "g = " + g, {moving, moving});
      add("connect", g + "_still", "g = " + g, {still, moving});
      add("connect_grad", g, "g = " + g, {moving, still, moving});
    }
    add("sum_time", "any", "", {moving});
    add("mean_time", "any", "", {moving});
    add("mean_time", "still", "", {still});
    add("max_time", "spikes", "", {{"f32 t" + of, Fill::Spikes(0.5)}});
    add("max_time", "still", "", {still});
    add("max_time_grad", "spikes", "",
        {{"f32 t" + of, Fill::Spikes(0.5)}, still});
    add("repeat_time", "any", "", {still});
    add("stack_time", "any", "", {still, still, still});
    add("step_of", "middle", "t = 1", {moving});
    add("place_step", "last", "t = 2", {still});
    const std::string shape = ", shape = " + of;
    add("delay", "one", "steps = 1" + shape, {moving});
    add("delay", "still", "steps = 2" + shape, {still});
    add("advance", "one", "steps = 1", {moving});
    add("advance", "all", "steps = 4", {moving});
    add("constant", "any", "value = 0.3" + shape, {});
    add("dropout", "any", "probability = 0.3, key = \"a\"",
        {moving,
         {"i64[]", Fill::Integers(0, 1000), false},
         {"i64[]", Fill::Integers(0, 1000), false}});
    all.back().tolerance = 1e-7;  // one over the kept share, in f32
  }
  for (const char* image : {"[2,32,32,1]", "[2,4,8,32]", "[3,5,13,33]"}) {
    all.push_back(Case("flatten", image, "", {{"f32 t" + std::string(image)}}));
  }
  all.push_back(
      Case("unflatten", "tiles", "shape = [5, 13, 33]", {{"f32 t[3,2145]"}}));
  return all;
}

const OpCaseList element_cases(Cases());

}  // namespace
}  // namespace synfire
