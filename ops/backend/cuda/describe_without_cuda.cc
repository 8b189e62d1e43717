#include "ops/backend/cuda/devices.h"

namespace synfire {

CudaPlatform DescribeCuda() { return {}; }

}  // namespace synfire
