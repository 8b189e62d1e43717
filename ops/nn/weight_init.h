// How layers with a weight [outputs, inputs, ...] and a bias [outputs] fill
// them unless told otherwise: as torch does, uniform within 1/sqrt(fan_in),
// fan_in being the inputs of one output.
#ifndef SYNFIRE_OPS_NN_WEIGHT_INIT_H_
#define SYNFIRE_OPS_NN_WEIGHT_INIT_H_

#include <string>

#include "core/shape.h"
#include "core/spec/schema.h"
#include "core/status.h"

namespace synfire {

AttrDef WeightInitAttr();  // "init", default kaiming_uniform with slope sqrt(5)
AttrDef BiasInitAttr();    // "bias_init", default none: by the weight's fan_in

// The initialiser of the bias: bias_init, or "uniform(bound = 0.25)" with the
// bound that follows from the weight.  REQUIRES: the weight has elements.
std::string BiasInit(const Attrs& attrs, const Shape& weight);

// "bias_init is given, but bias = false".
absl::Status ExpectBiasInitUsed(const Attrs& attrs);

}  // namespace synfire

#endif  // SYNFIRE_OPS_NN_WEIGHT_INIT_H_
