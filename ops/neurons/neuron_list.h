// The list of neurons.  Adding one is its header and a line here (and one in
// neurons.bzl, which tells Bazel of the header): schemas, IR ops, kernels and
// tests go through this list.  A neuron outside the tree: docs/own_neuron.md.
//
// A neuron is a struct template over the type Real of its constants with
//   kName, kDoc       as a model file names it
//   kParams           its own parameters
//   kFiring           FiresAt(threshold, reset): it has the parameters of
//                     firing.h too, with these defaults; or NeverFires()
//   kStates, kStateNames
//                     numbers it carries from step to step, one or more
//   kLearned          parameters that are trained (learned.h); where it has
//                     any, InitialLearned(i)
//   From(attributes)  derives the constants, once, on the host
//   InitialState(i)   state i before the first step
//   Step(x, state, learned, spike)
//                     charges with x, fires and resets: updates state[0 ..
//                     kStates), returns the spike.  `spike` is one of
//                     surrogates/spike.h, called once, or never by a neuron
//                     that never fires; R is float, double, Vec or a Dual.
// It says nothing of time, gradients or devices.
#ifndef SYNFIRE_OPS_NEURONS_NEURON_LIST_H_
#define SYNFIRE_OPS_NEURONS_NEURON_LIST_H_

#include "ops/neurons/adaptive_lif.h"
#include "ops/neurons/cuba_lif.h"
#include "ops/neurons/eif.h"
#include "ops/neurons/if.h"
#include "ops/neurons/izhikevich.h"
#include "ops/neurons/klif.h"
#include "ops/neurons/leaky_integrator.h"
#include "ops/neurons/lif.h"
#include "ops/neurons/plif.h"
#include "ops/neurons/qif.h"

namespace synfire {

// A neuron before the type of its constants is chosen: Of<float>, Of<double>.
template <template <class> class Neuron>
struct NeuronFamily {
  template <class Real>
  using Of = Neuron<Real>;
};

// Calls f(NeuronFamily<N>()) for each neuron N, in the order printed.
template <class F>
void ForEachNeuron(F&& f) {
  f(NeuronFamily<IfNeuron>());
  f(NeuronFamily<LifNeuron>());
  f(NeuronFamily<PlifNeuron>());
  f(NeuronFamily<KlifNeuron>());
  f(NeuronFamily<AdaptiveLifNeuron>());
  f(NeuronFamily<CubaLifNeuron>());
  f(NeuronFamily<QifNeuron>());
  f(NeuronFamily<EifNeuron>());
  f(NeuronFamily<IzhikevichNeuron>());
  f(NeuronFamily<LeakyIntegratorNeuron>());
}

}  // namespace synfire

#endif  // SYNFIRE_OPS_NEURONS_NEURON_LIST_H_
