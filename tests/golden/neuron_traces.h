// Traces of single neurons, computed in float64 by independently published
// code: spikes, membrane after reset, and gradients of one loss.
//
//   input    kTraceInput, one step each; the membrane starts at v_reset or 0
//   loss     sum_t kTraceLossWeights[t] * s_t
//
// Values are rounded to 10 decimals.
#ifndef SYNFIRE_TESTS_GOLDEN_NEURON_TRACES_H_
#define SYNFIRE_TESTS_GOLDEN_NEURON_TRACES_H_

namespace synfire {

constexpr int kTraceSteps = 8;
constexpr double kTraceInput[kTraceSteps] = {0.6, 0.5, 0.9, -0.3,
                                             1.4, 0.2, 0.7, 0.8};
constexpr double kTraceLossWeights[kTraceSteps] = {1,  -0.5, 0.25, 2,
                                                   -1, 0.75, 1.5,  -0.25};

struct NeuronTrace {
  const char* neuron;  // as a model file would say it
  double s[kTraceSteps];
  double v[kTraceSteps];   // after reset
  double dx[kTraceSteps];  // dL/dx
  double d_learned;        // dL/dw, 0 where nothing is learned
};

constexpr NeuronTrace kNeuronTraces[] = {
    {"if(v_reset = 0, detach_reset = true, surrogate = atan(alpha = 2))",
     {0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0},
     {0.6, 0.0, 0.9, 0.6, 0.0, 0.2, 0.9, 0.0},
     {-0.0673582821, -0.4550849188, 0.9109960645, 0.6834536051, -0.0919996684,
      1.4249253496, 1.3224179757, -0.0428367808},
     0.0},
    {"if(v_reset = 0, detach_reset = false, surrogate = atan(alpha = 2))",
     {0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0},
     {0.6, 0.0, 0.9, 0.6, 0.0, 0.2, 0.9, 0.0},
     {-0.2063231561, -0.7741434039, 0.3186802685, 0.5039493906, -0.3538136745,
      1.422907337, 1.3575078469, -0.0428367808},
     0.0},
    {"if(v_reset = none, detach_reset = false, surrogate = atan(alpha = 2))",
     {0.0, 1.0, 1.0, 0.0, 1.0, 0.0, 0.0, 1.0},
     {0.6, 0.1, 0.0, -0.3, 0.1, 0.3, 1.0, 0.8},
     {0.1228404168, -0.4326273782, 0.25, -0.6293314367, -0.786968699,
      1.3714896577, 1.5, -0.0341691246},
     0.0},
    {"lif(tau = 2, decay_input = true, v_threshold = 0.5, v_reset = 0, "
     "detach_reset = true, surrogate = atan(alpha = 2))",
     {0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 0.0, 1.0},
     {0.3, 0.4, 0.0, -0.15, 0.0, 0.1, 0.4, 0.0},
     {0.2702786187, -0.1763995629, 0.102285793, -0.023170839, -0.4331957679,
      0.4582683705, 0.6257417634, -0.1137712297},
     0.0},
    {"lif(tau = 2, decay_input = false, v_threshold = 1, v_reset = none, "
     "detach_reset = true, surrogate = atan(alpha = 2))",
     {0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 0.0, 1.0},
     {0.6, 0.8, 0.3, -0.15, 0.325, 0.3625, 0.88125, 0.240625},
     {0.2527852124, -0.2698828487, 0.1771911029, 0.0895887791, -0.1054682522,
      0.7682667055, 1.2371960788, -0.1590883398},
     0.0},
    {"lif(tau = 2, decay_input = true, v_threshold = 0.5, v_reset = 0, "
     "detach_reset = false, surrogate = sigmoid(alpha = 4))",
     {0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 0.0, 1.0},
     {0.3, 0.4, 0.0, -0.15, 0.0, 0.1, 0.4, 0.0},
     {0.3539200397, -0.1988390201, 0.1345772664, -0.0678675921, -0.6264126653,
      0.5324349627, 0.6838071412, -0.1201303729},
     0.0},
    {"plif(init_tau = 2, decay_input = true, v_threshold = 0.5, v_reset = 0, "
     "detach_reset = true, surrogate = atan(alpha = 2))",
     {0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 0.0, 1.0},
     {0.3, 0.4, 0.0, -0.15, 0.0, 0.1, 0.4, 0.0},
     {0.2702786187, -0.1763995629, 0.102285793, -0.023170839, -0.4331957679,
      0.4582683705, 0.6257417634, -0.1137712297},
     -0.03244089656678241},
    {"eif(tau = 2, delta_t = 1, theta_rh = 0.8, v_rest = 0, v_threshold = 0.5, "
     "v_reset = -0.1, detach_reset = true, surrogate = atan(alpha = 2))",
     {0.0, 1.0, 1.0, 0.0, 1.0, 0.0, 1.0, 1.0},
     {0.4532848299, -0.1, -0.1, 0.0032848299, -0.1, 0.2532848299, -0.1, -0.1},
     {0.3866632142, -0.1204384216, 0.1130928464, 0.1615725597, -0.1785775742,
      0.5828110427, 0.4415185754, -0.1215926692},
     0.0},
    {"cuba_lif(c_decay = 0.5, v_decay = 0.75, v_threshold = 0.5, v_reset = 0, "
     "detach_reset = false, surrogate = rect(alpha = 1))",
     {1.0, 1.0, 1.0, 0.0, 1.0, 1.0, 1.0, 1.0},
     {0.0, 0.0, 0.0, 0.35, 0.0, 0.0, 0.0, 0.0},
     {1.2484375, 0.046875, 1.09375, 2.1875, 0.375, 0.75, 0.0, 0.0},
     0.0},
};

}  // namespace synfire

#endif  // SYNFIRE_TESTS_GOLDEN_NEURON_TRACES_H_
