#include "ops/backend/onednn/library.h"

namespace synfire {

const dnnl::engine& OneDnnEngine() {
  static const auto* const engine =
      new dnnl::engine(dnnl::engine::kind::cpu, 0);
  return *engine;
}

const dnnl::stream& OneDnnStream() {
  static const auto* const stream = new dnnl::stream(OneDnnEngine());
  return *stream;
}

bool OneDnnHas(dnnl::cpu_isa isa) {
  // A set's bits include those of the sets it extends.
  const auto bits = static_cast<unsigned>(isa);
  return (static_cast<unsigned>(dnnl::get_effective_cpu_isa()) & bits) == bits;
}

}  // namespace synfire
