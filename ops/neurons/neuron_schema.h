// The attributes of a neuron, as a model file may give them.
#ifndef SYNFIRE_OPS_NEURONS_NEURON_SCHEMA_H_
#define SYNFIRE_OPS_NEURONS_NEURON_SCHEMA_H_

#include <string>

#include "core/spec/schema.h"
#include "ops/neurons/firing.h"
#include "ops/params/param_schema.h"

namespace synfire {

// Appends to `schema`: the neuron's own parameters and, where it fires, those
// of firing.h and surrogate, a nested call that SurrogateFromText checks.
template <template <class> class Neuron>
void AddNeuronParams(Schema* schema) {
  constexpr FiringDefaults kFiring = Neuron<double>::kFiring;
  AddParams(Neuron<double>::kParams, schema);
  if (!kFiring.fires) return;
  AddParams(FiringParams(kFiring), schema);
  AttrDef surrogate;
  surrogate.name = "surrogate";
  surrogate.type = AttrType::kCall;
  surrogate.doc = "what stands for the derivative of firing";
  surrogate.fallback = std::string(kFiring.surrogate);
  schema->Attr(surrogate);
}

}  // namespace synfire

#endif  // SYNFIRE_OPS_NEURONS_NEURON_SCHEMA_H_
