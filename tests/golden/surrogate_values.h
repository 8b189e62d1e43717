// Surrogates with their default parameters and with others, computed in float64
// by independently published code (SpikingJelly); triangle, straight_through
// and slope = 25, which it has not, are from their formulas.  Values are
// rounded to 8 decimals.  The published s2nn adds 1e-5 inside its logarithm.
#ifndef SYNFIRE_TESTS_GOLDEN_SURROGATE_VALUES_H_
#define SYNFIRE_TESTS_GOLDEN_SURROGATE_VALUES_H_

namespace synfire {

constexpr int kSurrogatePoints = 6;
constexpr double kSurrogateInput[kSurrogatePoints] = {-1,  -0.5, -0.1,
                                                      0.0, 0.3,  1.0};

struct SurrogateValues {
  const char* surrogate;
  double derivative[kSurrogatePoints];
  bool has_primitive;
  double primitive[kSurrogatePoints];
};

constexpr SurrogateValues kSurrogateValues[] = {
    {"piecewise_quadratic",
     {0.0, 0.5, 0.9, 1.0, 0.7, 0.0},
     true,
     {0.0, 0.125, 0.405, 0.5, 0.755, 1.0}},
    {"piecewise_exp",
     {0.18393972, 0.30326533, 0.45241871, 0.5, 0.37040911, 0.18393972},
     true,
     {0.18393972, 0.30326533, 0.45241871, 0.5, 0.62959089, 0.81606028}},
    {"sigmoid",
     {0.07065082, 0.41997434, 0.96104298, 1.0, 0.71157776, 0.07065082},
     true,
     {0.01798621, 0.11920292, 0.40131234, 0.5, 0.76852478, 0.98201379}},
    {"soft_sign",
     {0.11111111, 0.25, 0.69444444, 1.0, 0.390625, 0.11111111},
     true,
     {0.16666667, 0.25, 0.41666667, 0.5, 0.6875, 0.83333333}},
    {"fast_sigmoid",
     {0.25, 0.44444444, 0.82644628, 1.0, 0.59171598, 0.25},
     false,
     {}},
    {"atan",
     {0.09199967, 0.28840044, 0.91016984, 1.0, 0.52958685, 0.09199967},
     true,
     {0.09809326, 0.18045354, 0.40310781, 0.5, 0.74057671, 0.90190674}},
    {"erf",
     {0.02066699, 0.4151075, 1.08413479, 1.12837917, 0.78724343, 0.02066699},
     true,
     {0.00233887, 0.0786496, 0.38864871, 0.5, 0.80192805, 0.99766113}},
    {"piecewise_leaky_relu",
     {0.01, 0.5, 0.5, 0.5, 0.5, 0.01},
     true,
     {0.0, 0.25, 0.45, 0.5, 0.65, 1.0}},
    {"s2nn",
     {0.07065082, 0.41997434, 0.96104298, 1.0, 0.76923077, 0.5},
     true,
     {0.01798621, 0.11920292, 0.40131234, 0.50001, 0.76237196, 1.19315218}},
    {"q_pseudo_spike",
     {0.11111111, 0.25, 0.69444444, 1.0, 0.390625, 0.11111111},
     true,
     {0.16666667, 0.25, 0.41666667, 0.5, 0.6875, 0.83333333}},
    {"rect",
     {0.0, 0.0, 1.0, 1.0, 1.0, 0.0},
     true,
     {0.0, 0.0, 0.4, 0.5, 0.8, 1.0}},
    {"piecewise_quadratic(alpha = 0.6)",
     {0.24, 0.42, 0.564, 0.6, 0.492, 0.24},
     true,
     {0.08, 0.245, 0.4418, 0.5, 0.6638, 0.92}},
    {"piecewise_exp(alpha = 1.5)",
     {0.16734762, 0.35427491, 0.64553098, 0.75, 0.47822111, 0.16734762},
     true,
     {0.11156508, 0.23618328, 0.43035399, 0.5, 0.68118592, 0.88843492}},
    {"soft_sign(alpha = 3)",
     {0.09375, 0.24, 0.88757396, 1.5, 0.41551247, 0.09375},
     true,
     {0.125, 0.2, 0.38461538, 0.5, 0.73684211, 0.875}},
    {"fast_sigmoid(alpha = 2)",
     {0.5, 0.88888889, 1.65289256, 2, 1.18343195, 0.5},
     false,
     {}},
    {"fast_sigmoid(slope = 25)",
     {0.00147929, 0.00548697, 0.08163265, 1, 0.01384083, 0.00147929},
     false,
     {}},
    {"erf(alpha = 1.5)",
     {0.08919772, 0.4821983, 0.82745559, 0.84628438, 0.69114901, 0.08919772},
     true,
     {0.01694743, 0.14442218, 0.41600201, 0.5, 0.73774086, 0.98305257}},
    {"rect(alpha = 0.7)",
     {0, 0.7, 0.7, 0.7, 0.7, 0},
     true,
     {0, 0.15, 0.43, 0.5, 0.71, 1}},
    {"piecewise_leaky_relu(w = 0.8, c = 0.05)",
     {0.05, 0.625, 0.625, 0.625, 0.625, 0.05},
     true,
     {-0.01, 0.1875, 0.4375, 0.5, 0.6875, 1.01}},
    {"q_pseudo_spike(alpha = 3)",
     {0.125, 0.2962963, 0.7513148, 1, 0.45516614, 0.125},
     true,
     {0.125, 0.22222222, 0.41322314, 0.5, 0.70414201, 0.875}},
    {"s2nn(alpha = 3, beta = 2)",
     {0.13552998, 0.44743936, 0.73337494, 2, 1.53846154, 1},
     false,
     {}},
    {"triangle", {0, 0.5, 0.9, 1, 0.7, 0}, false, {}},
    {"straight_through", {1, 1, 1, 1, 1, 1}, false, {}},
};

}  // namespace synfire

#endif  // SYNFIRE_TESTS_GOLDEN_SURROGATE_VALUES_H_
