// Checks that the shape rules of this family share.  Errors name the port.
#ifndef SYNFIRE_OPS_NN_CHECKS_H_
#define SYNFIRE_OPS_NN_CHECKS_H_

#include <initializer_list>

#include "core/status.h"
#include "graph/op/op.h"

namespace synfire {

// Input i has real elements of the same type as input 0, and no empty axis:
// "x is [8,0,4,3], expected no empty axis".
absl::Status ExpectTensor(const InferContext& context, int i);

// As ExpectTensor, and of the port's rank: "x is [8,8], expected 4 axes
// [N,H,W,C]".
absl::Status ExpectTensor(const InferContext& context, int i, int rank);

// As ExpectTensor, and has channels: "x is [], expected at least 1 axis [*,C]".
absl::Status ExpectChannels(const InferContext& context, int i);

// "weight is temporal, expected static: one for all time steps".
absl::Status ExpectStatic(const InferContext& context, int i);

// As ExpectTensor, static, and with one element for each channel of the input
// `of`: "scale is [4], expected [3]: one for each channel of x".
absl::Status ExpectPerChannel(const InferContext& context, int i, int of);

// Input i has the extent and time of input `like`: "dy is static, x is
// temporal".
absl::Status ExpectSameType(const InferContext& context, int i, int like);

// The product, or the largest int64 where that is less: FLOPs of any problem.
int64_t ProductOrMax(std::initializer_list<int64_t> factors);

}  // namespace synfire

#endif  // SYNFIRE_OPS_NN_CHECKS_H_
