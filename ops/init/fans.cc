#include "ops/init/init.h"

namespace synfire {

Fans FansOf(const Shape& shape) {
  if (shape.rank() == 0) return {1, 1};
  const double outputs = static_cast<double>(shape[0]);
  if (shape.rank() == 1) return {outputs, outputs};
  double kernel = 1;
  for (int axis = 2; axis < shape.rank(); ++axis) {
    kernel *= static_cast<double>(shape[axis]);
  }
  return {static_cast<double>(shape[1]) * kernel, outputs * kernel};
}

}  // namespace synfire
