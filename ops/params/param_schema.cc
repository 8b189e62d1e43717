#include "ops/params/param_schema.h"

namespace synfire {

void AddParams(absl::Span<const Param> params, Schema* schema) {
  for (const Param& param : params) {
    if (param.is_switch) {
      schema->Bool(param.name, param.fallback != 0, param.doc);
      continue;
    }
    AttrDef def;
    def.name = param.name;
    def.type = AttrType::kFloat;
    def.doc = param.doc;
    def.fallback = param.fallback;
    def.unit = param.unit;
    def.min = param.min;
    def.min_exclusive = param.min_exclusive;
    def.max = param.max;
    def.none_allowed = param.none_allowed;
    schema->Attr(def);
  }
}

}  // namespace synfire
