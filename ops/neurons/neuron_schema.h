// The attributes of a neuron, as a model file may give them.
#ifndef SYNFIRE_OPS_NEURONS_NEURON_SCHEMA_H_
#define SYNFIRE_OPS_NEURONS_NEURON_SCHEMA_H_

#include "core/spec/schema.h"
#include "ops/neurons/firing.h"
#include "ops/params/param_schema.h"

namespace synfire {

// The surrogate of a neuron for which none is given.
constexpr char kDefaultSurrogate[] = "atan(alpha = 2)";

// Appends to `schema`: the neuron's own parameters, those of firing.h, and
// surrogate, a nested call that SurrogateFromText checks.
template <template <class> class Neuron>
void AddNeuronParams(Schema* schema) {
  AddParams(Neuron<double>::kParams, schema);
  AddParams(Firing<double>::kParams, schema);
  AttrDef surrogate;
  surrogate.name = "surrogate";
  surrogate.type = AttrType::kCall;
  surrogate.doc = "what stands for the derivative of firing";
  surrogate.fallback = std::string(kDefaultSurrogate);
  schema->Attr(surrogate);
}

}  // namespace synfire

#endif  // SYNFIRE_OPS_NEURONS_NEURON_SCHEMA_H_
