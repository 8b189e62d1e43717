// What others computed of a whole network, and the weights and inputs that they
// computed it of.
//
// Weights and inputs are made, not stored: element i (row-major; images as
// [N,C,H,W], recordings as [N,T,C,H,W], spike trains as [N,T,C]) of tensor
// number k is a function of
//
//   u(k, i) = splitmix64 of the state 2^32 k + i, as a number in [0, 1)
//
//   4 axes [O,I,KH,KW]        (2u - 1) sqrt(6 / (O KH KW))
//   2 axes [O,I]              (2u - 1) / sqrt(I)
//   bias of a linear layer    (2u - 1) / 10
//   norm                      weight u + 0.5, bias u / 2
//   running_mean, running_var (u - 0.5) / 5, u + 0.5
//   w of a PLIF               0
//   images, k = 1000000       4u - 2
//   events                    floor(3 u(1000001, i)) where
//                             u(1000002, i) < 0.1, else 0
//   label of example n        n mod classes
#ifndef SYNFIRE_TESTS_GOLDEN_NETWORK_VALUES_H_
#define SYNFIRE_TESTS_GOLDEN_NETWORK_VALUES_H_

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/status.h"
#include "graph/ir/type.h"

namespace synfire {

// The values of one mode, training or evaluation.
struct ModeValues {
  double loss = 0, logits_sum = 0, logits_norm = 0;
  std::vector<double> logits;  // [N, first 12 classes or all]; 9 decimals
  // By layer, in the order they fire in; 8 decimals.
  std::vector<std::pair<std::string, double>> firing_rates;
  std::map<std::string, double> gradient_norms;  // by parameter
};

struct NetworkValues {
  ModeValues evaluation, training;
  std::map<std::string, double> state_sums;  // after one training step
  std::map<std::string, int> numbers;        // k of each variable
};

// Reads a file of tests/golden/*.golden, which explains itself.
absl::StatusOr<NetworkValues> ReadNetworkValues(const std::string& path);

// The elements of tensor `number`, the variable `name` of this type, in its
// own order.
std::vector<double> MadeVariable(int number, const std::string& name,
                                 const Type& type);
// The elements of an input [N,H,W,C], or temporal, in this order.
std::vector<double> MadeImages(const Type& type);
std::vector<double> MadeEvents(const Type& type, int64_t steps);

}  // namespace synfire

#endif  // SYNFIRE_TESTS_GOLDEN_NETWORK_VALUES_H_
