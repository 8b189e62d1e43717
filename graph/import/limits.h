// How much a model's text may ask for.
#ifndef SYNFIRE_GRAPH_IMPORT_LIMITS_H_
#define SYNFIRE_GRAPH_IMPORT_LIMITS_H_

#include <cstdint>

namespace synfire {

constexpr int kMaxSteps = 1'000'000;
constexpr int kMaxDelay = 10'000;        // k of x[t-k]
constexpr int64_t kMaxRepeat = 10'000;   // copies of one layer
constexpr int64_t kMaxLayers = 100'000;  // of the model, those that are left
                                         // out and uses of blocks included
constexpr int kMaxNesting = 64;          // blocks within blocks

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_IMPORT_LIMITS_H_
