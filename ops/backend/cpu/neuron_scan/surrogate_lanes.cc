#include "core/simd.h"
#include "ops/backend/cpu/neuron_scan/scan_lanes.h"
#include "ops/surrogates/surrogate_list.h"

namespace synfire {
namespace SYNFIRE_ISA {
namespace {

template <class Surrogate>
void Slopes(const void* constants, float* u, int64_t count) {
  using Lanes = Vec<float, kFloatLanes>;
  const Surrogate surrogate = *static_cast<const Surrogate*>(constants);
  for (int64_t i = 0; i < count; i += kFloatLanes) {
    surrogate.Derivative(Lanes::Load(u + i)).Store(u + i);
  }
}

}  // namespace

SurrogateSlopes FindSlopes(int surrogate) {
  SurrogateSlopes found = nullptr;
  int place = 0;
  ForEachSurrogate([&](auto family) {
    using Surrogate = typename decltype(family)::template Of<float>;
    if (place++ == surrogate) found = Slopes<Surrogate>;
  });
  return found;
}

}  // namespace SYNFIRE_ISA
}  // namespace synfire
