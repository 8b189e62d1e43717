#include "data/registry.h"

namespace synfire {

absl::StatusOr<std::unique_ptr<Dataset>> OpenDataset(const Call& call,
                                                     const Scope& scope) {
  std::vector<std::string> names;
  for (const DatasetDef& def : AllDatasets()) {
    if (def.schema.name() == call.name) {
      SYNFIRE_ASSIGN_OR_RETURN(Attrs attrs, def.schema.Bind(call, scope));
      return def.open(attrs);
    }
    names.push_back(def.schema.name());
  }
  return UserError("'", call.name, "' is no data set",
                   Suggestion(call.name, names));
}

}  // namespace synfire
