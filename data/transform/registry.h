// The transforms that a file can name.  To add one, write its TransformDef and
// add a line to all_transforms.cc.
#ifndef SYNFIRE_DATA_TRANSFORM_REGISTRY_H_
#define SYNFIRE_DATA_TRANSFORM_REGISTRY_H_

#include <memory>
#include <vector>

#include "core/spec/call.h"
#include "data/transform/transform.h"

namespace synfire {

// Every transform, in the order in which they are printed.
const std::vector<TransformDef>& AllTransforms();

// The transform that `call` names.  Errors: an unknown name (with the nearest
// valid one), what Schema::Bind refuses.
absl::StatusOr<std::unique_ptr<Transform>> MakeTransform(
    const Call& call, const Scope& scope = {});

}  // namespace synfire

#endif  // SYNFIRE_DATA_TRANSFORM_REGISTRY_H_
