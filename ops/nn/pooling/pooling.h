// What max_pool2d and avg_pool2d have in common.
#ifndef SYNFIRE_OPS_NN_POOLING_POOLING_H_
#define SYNFIRE_OPS_NN_POOLING_POOLING_H_

#include "graph/op/op.h"
#include "ops/nn/window/window.h"

namespace synfire {

// Output 0 [N,P,Q,C] of input 0 [N,H,W,C], by the window of the attributes.
absl::Status PoolingShape(InferContext& context);
// Output 0 [N,H,W,C] of input 0, dy [N,P,Q,C], by the window and "size".
absl::Status PoolingGradShape(InferContext& context);

// `attrs` of a pooling and "size", the height and width of its input `x`.
Attrs WithSize(const Attrs& attrs, const Shape& x);

// The sizes of a problem whose full image [N,H,W,C] and pooled one [N,P,Q,C]
// are given; a temporal value has T images for each n.
struct PoolingSizes {
  Window window;
  int64_t rows, channels;
  Pair full, pooled;  // height and width

  int64_t full_size() const { return full[0] * full[1] * channels; }
  int64_t pooled_size() const { return pooled[0] * pooled[1] * channels; }
  int64_t work() const { return pooled_size() * window.taps(); }  // one image
};
PoolingSizes SizesOfPooling(const KernelProblem& problem);
PoolingSizes SizesOfPoolingGrad(const KernelProblem& problem);

}  // namespace synfire

#endif  // SYNFIRE_OPS_NN_POOLING_POOLING_H_
