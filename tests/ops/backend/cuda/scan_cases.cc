// The neuron ops at the sizes and numbers of steps that the device's kernels
// divide: with and without vectors, blocks that are full, begun or a thread
// short, steps that wait in registers and steps that do not.
#include "tests/ops/op_case.h"

namespace synfire {
namespace {

struct Place {
  const char* name;
  const char* type;
};

// A block has 256 threads of 1 or 4 neurons.
constexpr Place kPlaces[] = {
    {"vectors", "[2,3,4,8]"},  {"vector_tail", "[5,13,4]"},
    {"full_block", "[4,256]"}, {"full_blocks", "[9,256]"},
    {"one_more", "[257]"},     {"scalars", "[7,11,3]"},
    {"one_less", "[3,5,17]"},
};
constexpr int64_t kSteps[] = {1, 2, 4, 7, 8, 9};

// Whether the op has learned parameters: one.
struct Neuron {
  const char* op;
  bool learns;
};
constexpr Neuron kNeurons[] = {
    {"if", false},           {"lif", false},
    {"plif", true},          {"klif", true},
    {"qif", false},          {"eif", false},
    {"adaptive_lif", false}, {"cuba_lif", false},
    {"izhikevich", false},   {"leaky_integrator", false},
};

OpCase Case(const Neuron& neuron, const std::string& name, std::string attrs,
            std::vector<CaseInput> inputs, int64_t steps) {
  OpCase c;
  c.op = neuron.op;
  c.name = name;
  c.attrs = std::move(attrs);
  c.inputs = std::move(inputs);
  c.steps = steps;
  c.gradient = false;  // the differences: ops/neurons/cases.cc
  // Every bit, except of sums over neurons.
  if (!neuron.learns) c.tolerance = 0;
  return c;
}

std::vector<CaseInput> Inputs(const Neuron& neuron, const std::string& x) {
  std::vector<CaseInput> inputs = {{x, Fill::Normal(0.5, 1)}};
  if (neuron.learns) inputs.push_back({"f32[]", Fill::Uniform(0.7, 1.3)});
  return inputs;
}

std::vector<OpCase> Cases() {
  std::vector<OpCase> all;
  for (const Neuron& neuron : kNeurons) {
    for (const Place& place : kPlaces) {
      for (int64_t steps : kSteps) {
        const std::string name =
            std::string(place.name) + "_" + std::to_string(steps);
        all.push_back(Case(neuron, name, "",
                           Inputs(neuron, std::string("f32 t") + place.type),
                           steps));
      }
    }
    for (int64_t steps : {4, 5, 8}) {
      const std::string name = "_" + std::to_string(steps);
      all.push_back(Case(neuron, "still" + name, "detach_every = 3",
                         Inputs(neuron, "f32[3,5,4]"), steps));
      std::vector<CaseInput> first = Inputs(neuron, "f32 t[3,5,4]");
      first.push_back({"f32[3,5,4]"});
      all.push_back(Case(neuron, "first" + name, "detach_every = 2",
                         std::move(first), steps));
    }
  }
  return all;
}

const OpCaseList scan_cases(Cases());

// The surrogates' slopes, with and without registers.
std::vector<OpCase> SurrogateCases() {
  std::vector<OpCase> all;
  for (const char* surrogate :
       {"atan", "sigmoid", "erf", "piecewise_quadratic", "triangle", "rect",
        "piecewise_leaky_relu", "straight_through", "piecewise_exp",
        "soft_sign", "fast_sigmoid", "q_pseudo_spike", "s2nn"}) {
    for (int64_t steps : {4, 5}) {
      all.push_back(Case({"lif", false},
                         std::string(surrogate) + "_" + std::to_string(steps),
                         std::string("surrogate = ") + surrogate,
                         {{"f32 t[5,8]", Fill::Normal(0.5, 1)}}, steps));
    }
  }
  return all;
}

const OpCaseList surrogate_cases(SurrogateCases());

// A norm in front, and learned parameters, of as many channels as the sums
// divide in different ways: less than a warp, no multiple, several tiles and
// chunks of rows.
std::vector<OpCase> ChannelCases() {
  std::vector<OpCase> all;
  struct Size {
    const char* name;
    const char* x;
    const char* channels;
  };
  for (const Size& size : {Size{"one", "f32 t[900,1]", "f32[1]"},
                           Size{"three", "f32 t[1000,3]", "f32[3]"},
                           Size{"eight", "f32 t[800,8]", "f32[8]"},
                           Size{"odd", "f32 t[129,37]", "f32[37]"},
                           Size{"even", "f32 t[131,68]", "f32[68]"}}) {
    for (int64_t steps : {3, 4}) {
      const std::string name =
          std::string("channels_") + size.name + "_" + std::to_string(steps);
      const CaseInput absent{size.x, Fill::Absent()};
      const CaseInput mean{size.channels, Fill::Normal(0, 0.2)};
      const CaseInput factor{size.channels, Fill::Uniform(0.5, 1.5)};
      all.push_back(Case({"plif", true}, name, "",
                         {{size.x, Fill::Normal(0.5, 1)}, factor}, steps));
      all.push_back(Case({"lif_grad", true}, "norm_" + name, "",
                         {{size.x, Fill::Normal(0.5, 1)},
                          {size.x, Fill::Uniform(0.5, 1.5)},
                          absent,
                          absent,
                          mean,
                          factor,
                          mean},
                         steps));
    }
  }
  return all;
}

const OpCaseList channel_cases(ChannelCases());

}  // namespace
}  // namespace synfire
