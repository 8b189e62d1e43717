// Surrogates with their default parameters, computed in float64 by
// independently published code; values are rounded to 8 decimals.  The
// published s2nn adds 1e-5 inside its logarithm.
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
};

}  // namespace synfire

#endif  // SYNFIRE_TESTS_GOLDEN_SURROGATE_VALUES_H_
