#include "tests/ops/op_case.h"

namespace synfire {
namespace {

// Enough for about half of the steps to fire.
const Fill kCurrent = Fill::Normal(0.5, 1);

OpCase Case(std::string op, std::string name, std::string attrs,
            std::vector<CaseInput> inputs, int64_t steps = 5) {
  OpCase c;
  c.op = std::move(op);
  c.name = std::move(name);
  c.attrs = std::move(attrs);
  c.inputs = std::move(inputs);
  c.steps = steps;
  // The step has no derivative that differences could show; the cases that
  // are smooth have.
  c.gradient = c.attrs.find("smooth = true") != std::string::npos;
  return c;
}

// One step: the harness unrolls by the state that is not there.  No gradient
// comes back through it either.
OpCase NotKept(OpCase c) {
  c.fixed_outputs = {"v"};
  return c;
}

OpCase Benchmark(std::string op, std::string name, std::string attrs,
                 std::vector<CaseInput> inputs, int64_t steps) {
  OpCase c = Case(std::move(op), std::move(name), std::move(attrs),
                  std::move(inputs), steps);
  c.benchmark_only = true;
  return c;
}

// The shapes that matter to any neuron; `learned` stand between x and first_v.
class Inputs {
 public:
  explicit Inputs(std::vector<CaseInput> learned = {}, Fill current = kCurrent)
      : learned_(std::move(learned)), current_(current) {}

  std::vector<CaseInput> Of(const std::string& x,
                            std::vector<CaseInput> after = {}) const {
    std::vector<CaseInput> all = {{x, current_}};
    all.insert(all.end(), learned_.begin(), learned_.end());
    all.insert(all.end(), after.begin(), after.end());
    return all;
  }

  // The membrane before the first step.
  CaseInput First(const std::string& type) const { return {type, current_}; }

 private:
  std::vector<CaseInput> learned_;
  Fill current_;
};

const char* const kOdd = "f32 t[2,3,3,5]";
const char* const kStill = "f32[2,3,3,5]";
const char* const kChunks = "f32 t[3,29,101]";
const char* const kLarge = "f32 t[32,28,28,128]";
const char* const kSmall = "f32 t[16,14,14,64]";
const char* const kCached = "f32 t[16,64]";

// Of any neuron.
std::vector<OpCase> ScanCases(const std::string& op, const Inputs& inputs) {
  return {
      Case(op, "plain", "", inputs.Of(kOdd)),
      Case(op, "still_image", "", inputs.Of(kStill)),
      Case(op, "one_neuron", "", inputs.Of("f32 t[1]")),
      Case(op, "no_neuron", "", inputs.Of("f32 t[0,7]")),
      Case(op, "one_step", "", inputs.Of(kOdd), 1),
      Case(op, "several_chunks", "", inputs.Of(kChunks), 4),
      // Channels in whole bytes: these are packed too.
      Case(op, "packed_chunks", "", inputs.Of("f32 t[3,29,104]"), 4),
      Case(op, "packed_steps", "keep_state = false", inputs.Of("f32 t[1,8]"),
           1),
      Case(op, "first_state", "", inputs.Of(kOdd, {inputs.First(kStill)})),
      NotKept(Case(op, "state_not_kept", "keep_state = false",
                   inputs.Of(kChunks), 1)),
      Case(op, "truncated", "detach_every = 2", inputs.Of(kOdd)),
      Case(op, "smooth", "smooth = true",
           inputs.Of(kOdd, {inputs.First(kStill)})),
  };
}

// Of one that fires.
std::vector<OpCase> FiringCases(const std::string& op, const Inputs& inputs) {
  return {
      Case(op, "detached", "detach_reset = true", inputs.Of(kOdd)),
      Case(op, "soft_reset", "v_reset = none", inputs.Of(kOdd)),
      Case(op, "low_reset", "v_reset = -0.3, v_threshold = 0.7",
           inputs.Of(kOdd)),
      Case(op, "smooth_still_image",
           "smooth = true, surrogate = sigmoid, v_reset = -0.2",
           inputs.Of(kStill)),
      Case(op, "smooth_soft_reset",
           "smooth = true, v_reset = none, surrogate = erf", inputs.Of(kOdd)),
  };
}

// The backward scan takes ds after the learned parameters.
std::vector<OpCase> Benchmarks(const std::string& op, const Inputs& inputs) {
  const auto both = [&](const std::string& name, const std::string& attrs,
                        const char* x, int64_t steps) {
    return std::vector<OpCase>{
        Benchmark(op, name, attrs, inputs.Of(x), steps),
        Benchmark(op + "_grad", name, attrs, inputs.Of(x, {{x}}), steps)};
  };
  std::vector<OpCase> all;
  for (const auto& two :
       {both("steps4", "detach_reset = true", kLarge, 4),
        both("steps4_sigmoid", "detach_reset = true, surrogate = sigmoid",
             kLarge, 4),
        both("steps16", "detach_reset = true", kSmall, 16),
        both("steps16_cached", "detach_reset = true", kCached, 16)}) {
    all.insert(all.end(), two.begin(), two.end());
  }
  return all;
}

// One learned parameter a channel: fewer channels than lanes, more, and a
// number that no vector divides.
std::vector<OpCase> ChannelCases(const std::string& op, Fill learned,
                                 Fill current) {
  const auto of = [&](const char* channels, const char* x,
                      std::vector<CaseInput> after = {}) {
    return Inputs({{channels, learned}}, current).Of(x, std::move(after));
  };
  return {
      Case(op, "channels", "", of("f32[5]", kOdd)),
      Case(op, "channels_in_chunks", "", of("f32[101]", kChunks), 4),
      Case(op, "many_channels", "", of("f32[2500]", "f32 t[3,2500]"), 2),
      Case(op, "no_channel", "", of("f32[0]", "f32 t[3,0]")),
      Case(op, "smooth_channels", "smooth = true", of("f32[5]", kOdd)),
      Benchmark(op, "channels", "", of("f32[128]", kLarge), 4),
      Benchmark(op + "_grad", "channels", "",
                of("f32[128]", kLarge, {{kLarge}}), 4),
  };
}

// With a norm in front; `learned` and the states of the neuron as for the op.
// Factors of fewer channels than lanes, of a number that no vector divides, and
// of whole vectors.
std::vector<OpCase> NormCases(const std::string& op, int states,
                              std::vector<CaseInput> learned = {}) {
  std::vector<OpCase> all;
  const auto add = [&](const char* name, const char* x, const char* s,
                       const char* channels) {
    const CaseInput absent{x, Fill::Absent()};
    std::vector<CaseInput> forward = {{x, kCurrent}};
    forward.insert(forward.end(), learned.begin(), learned.end());
    std::vector<CaseInput> backward = forward;
    backward.push_back({s});
    forward.insert(forward.end(), states, absent);
    backward.insert(backward.end(), 2 * states, absent);
    for (auto* inputs : {&forward, &backward}) {
      inputs->push_back({channels, Fill::Normal(0, 0.2)});
      inputs->push_back({channels, Fill::Uniform(0.5, 1.5)});
      inputs->push_back({channels, Fill::Normal(0, 0.2)});
    }
    // The norm is put there after differentiation: there is no builder.
    for (CaseInput& input : forward) input.differentiate = false;
    all.push_back(Case(op, name, "", forward));
    all.push_back(Case(op + "_grad", name, "", backward));
    all.back().gradient = false;
  };
  add("norm", kOdd, kOdd, "f32[5]");
  add("norm_still_image", kStill, kOdd, "f32[5]");
  add("norm_in_chunks", kChunks, kChunks, "f32[101]");
  add("norm_vectors", "f32 t[5,3,64]", "f32 t[5,3,64]", "f32[64]");
  return all;
}

const Inputs kNothingLearned;
const Inputs kOneLearned({{"f32[]", Fill::Normal(0.7, 0.3)}});
// Positive: away from the kink of klif's rectifier.
const Inputs kGain({{"f32[]", Fill::Uniform(0.7, 1.3)}},
                   Fill::Uniform(0.2, 1.8));

const OpCaseList if_cases(ScanCases("if", kNothingLearned));
const OpCaseList if_firing(FiringCases("if", kNothingLearned));
const OpCaseList if_norm(NormCases("if", 1));
const OpCaseList if_benchmarks(Benchmarks("if", kNothingLearned));

const OpCaseList lif_cases(ScanCases("lif", kNothingLearned));
const OpCaseList lif_firing(FiringCases("lif", kNothingLearned));
const OpCaseList lif_norm(NormCases("lif", 1));
const OpCaseList lif_benchmarks(Benchmarks("lif", kNothingLearned));
const OpCaseList lif_more({
    Case("lif", "tau", "tau = 3.7, decay_input = false",
         {{"f32 t[4,33]", kCurrent}}),
    Case("lif", "smooth_tau",
         "tau = 3.7, decay_input = false, v_reset = 0.1, smooth = true",
         {{"f32 t[4,9]", kCurrent}}),
});

const OpCaseList plif_cases(ScanCases("plif", kOneLearned));
const OpCaseList plif_firing(FiringCases("plif", kOneLearned));
const OpCaseList plif_channels(ChannelCases("plif", Fill::Normal(), kCurrent));
const OpCaseList plif_norm(NormCases("plif", 1, {{"f32[]"}}));
const OpCaseList plif_benchmarks(Benchmarks("plif", kOneLearned));
const OpCaseList plif_more({
    Case("plif", "smooth_whole_input",
         "decay_input = false, v_reset = 0.1, smooth = true",
         {{"f32 t[4,9]", kCurrent}, {"f32[]"}}),
});

const OpCaseList klif_cases(ScanCases("klif", kGain));
const OpCaseList klif_firing(FiringCases("klif", kGain));
const OpCaseList klif_channels(ChannelCases("klif", Fill::Uniform(0.7, 1.3),
                                            Fill::Uniform(0.2, 1.8)));

const OpCaseList adaptive_lif_cases(ScanCases("adaptive_lif", kNothingLearned));
const OpCaseList adaptive_lif_firing(FiringCases("adaptive_lif",
                                                 kNothingLearned));
const OpCaseList adaptive_lif_more({
    Case("adaptive_lif", "smooth_both_states",
         "tau_a = 3, beta = 0.7, decay_input = false, smooth = true",
         {{"f32 t[4,9]", kCurrent}, {"f32[4,9]"}, {"f32[4,9]"}}),
});

const OpCaseList cuba_lif_cases(ScanCases("cuba_lif", kNothingLearned));
const OpCaseList cuba_lif_firing(FiringCases("cuba_lif", kNothingLearned));
const OpCaseList cuba_lif_norm(NormCases("cuba_lif", 2));
const OpCaseList cuba_lif_more({
    Case("cuba_lif", "smooth_both_states",
         "c_decay = 0.3, v_decay = 0.9, surrogate = atan, smooth = true",
         {{"f32 t[4,9]", kCurrent}, {"f32[4,9]"}, {"f32[4,9]"}}),
});

const OpCaseList qif_cases(ScanCases("qif", kNothingLearned));
const OpCaseList qif_firing(FiringCases("qif", kNothingLearned));
const OpCaseList qif_more({
    Case("qif", "smooth_parabola",
         "tau = 3, v_c = 0.5, a0 = 0.6, v_rest = -0.2, smooth = true",
         {{"f32 t[4,9]", kCurrent}}),
});

const OpCaseList eif_cases(ScanCases("eif", kNothingLearned));
const OpCaseList eif_firing(FiringCases("eif", kNothingLearned));
const OpCaseList eif_more({
    Case("eif", "smooth_exponential",
         "tau = 3, delta_t = 0.8, theta_rh = 0.5, v_rest = -0.2, smooth = true",
         {{"f32 t[4,9]", kCurrent}}),
});

const OpCaseList izhikevich_cases(ScanCases("izhikevich", kNothingLearned));
const OpCaseList izhikevich_firing(FiringCases("izhikevich", kNothingLearned));
const OpCaseList izhikevich_more({
    Case("izhikevich", "adaptation", "a = 0.3, b = 0.4, w_rest = 0.1",
         {{"f32 t[4,33]", kCurrent}}),
    Case("izhikevich", "smooth_both_states",
         "a = 0.3, b = 0.4, w_rest = 0.1, tau_w = 3, smooth = true",
         {{"f32 t[4,9]", kCurrent}, {"f32[4,9]"}, {"f32[4,9]"}}),
});

// Never fires, so its gradient is true without `smooth`.
const OpCaseList leaky_integrator_cases(ScanCases("leaky_integrator",
                                                  kNothingLearned));
const OpCaseList leaky_integrator_more({
    Case("leaky_integrator", "whole_input",
         "tau = 3, decay_input = false, v_rest = 0.2, smooth = true",
         {{"f32 t[4,9]", kCurrent}}),
});

}  // namespace
}  // namespace synfire
