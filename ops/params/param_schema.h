// Parameter tables as schemas: what checks a model file and fills defaults.
#ifndef SYNFIRE_OPS_PARAMS_PARAM_SCHEMA_H_
#define SYNFIRE_OPS_PARAMS_PARAM_SCHEMA_H_

#include "absl/types/span.h"
#include "core/spec/schema.h"
#include "ops/params/param.h"

namespace synfire {

// Appends one attribute a parameter, in the table's order.
void AddParams(absl::Span<const Param> params, Schema* schema);

}  // namespace synfire

#endif  // SYNFIRE_OPS_PARAMS_PARAM_SCHEMA_H_
