#include "ops/backend/cuda/launch/host_launcher.h"

namespace synfire {

std::set<std::type_index>& BodiesRunOnHost() {
  static auto* const bodies = new std::set<std::type_index>;
  return *bodies;
}

}  // namespace synfire
