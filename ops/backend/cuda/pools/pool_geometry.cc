#include "ops/backend/cuda/pools/pool_kernels.h"

namespace synfire {
namespace {

PoolAxis AxisOf(const PoolingSizes& sizes, Axis axis) {
  const Window& window = sizes.window;
  return {window.kernel[axis], window.stride[axis], window.pad[axis],
          sizes.full[axis], sizes.pooled[axis]};
}

}  // namespace

PoolGeometry GeometryOf(const PoolingSizes& sizes) {
  return {AxisOf(sizes, kHeight), AxisOf(sizes, kWidth), sizes.rows,
          sizes.channels};
}

}  // namespace synfire
