#include "data/transform/registry.h"

namespace synfire {

absl::StatusOr<std::unique_ptr<Transform>> MakeTransform(const Call& call,
                                                         const Scope& scope) {
  std::vector<std::string> names;
  for (const TransformDef& def : AllTransforms()) {
    if (def.schema.name() == call.name) {
      SYNFIRE_ASSIGN_OR_RETURN(const Attrs attrs, def.schema.Bind(call, scope));
      return def.make(attrs);
    }
    names.push_back(def.schema.name());
  }
  return UserError("'", call.name, "' is no transform",
                   Suggestion(call.name, names));
}

}  // namespace synfire
