// What optimizers share.
#ifndef SYNFIRE_OPS_OPTIM_UPDATE_H_
#define SYNFIRE_OPS_OPTIM_UPDATE_H_

#include <initializer_list>

#include "core/spec/schema.h"
#include "graph/op/op.h"

namespace synfire {

// Input 0, the parameter, is real; the inputs `like_param` have its type and
// the inputs `numbers` are [] of its element type, where present; all are
// static.  "grad is f32[4], expected f32[3]: like param".
absl::Status ExpectUpdate(const InferContext& context,
                          std::initializer_list<int> like_param,
                          std::initializer_list<int> numbers);

// Input i, where present, is the static count of steps: i64[].
absl::Status ExpectStep(const InferContext& context, int i);

// The attribute `lr`, required, which every optimizer has.
AttrDef LearningRateAttr();
// A float in [min, max] with a default.
AttrDef FloatAttr(std::string name, double fallback, double min, double max,
                  std::string doc);

}  // namespace synfire

#endif  // SYNFIRE_OPS_OPTIM_UPDATE_H_
