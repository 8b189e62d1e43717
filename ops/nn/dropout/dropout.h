// Dropout: each element is dropped with a probability, the others scaled so
// that the expectation stays.
//
//   y[t,i] = x[t,i] / (1 - probability)  where u[i] >= probability, else 0
//   u[i]   = Uniform(DropoutKey(seed, key), step, i)        (core/rng.h)
//
// i counts the elements of one time step, so all steps share one mask: a
// synapse that is off stays off while the network runs.
//
//   x [*], seed i64 [], step i64 []  ->  y [*]
//   attributes: probability in [0, 1]; key, a text of its own for each use
//   errors: "seed is f32, expected i64"
//
// Stateless.  The gradient is dropout of dy with the same seed, step and key.
// FLOPs: one an element.
// Source: Srivastava et al., "Dropout: a simple way to prevent neural networks
// from overfitting", JMLR 15, 2014; one mask over time as in Lee et al.,
// "Enabling spike-based backpropagation for training deep neural network
// architectures", Frontiers in Neuroscience 14, 2020.
#ifndef SYNFIRE_OPS_NN_DROPOUT_DROPOUT_H_
#define SYNFIRE_OPS_NN_DROPOUT_DROPOUT_H_

#include "core/rng.h"
#include "graph/op/layer.h"
#include "graph/op/op.h"

namespace synfire {

// dropout(x, seed, step) {probability, key} -> y
OpDef DropoutOp();

// dropout(probability), on the graph's inputs "seed" and "step"; in evaluation
// its input passes through.
LayerDef DropoutLayer();

// What every kernel must draw from: MakeRandomKey(seed, "dropout/" + key).
// Does not allocate once a thread has called it with a key of this length.
RandomKey DropoutKey(int64_t seed, absl::string_view key);
// And for a device, which knows the seed: DropoutKey(seed, key) is
// MixRandomKey(seed, DropoutPurpose(key)).
uint64_t DropoutPurpose(absl::string_view key);

// The plain loop, f32 or f64.
void ReferenceDropout(const KernelProblem& problem, const KernelArgs& args);

}  // namespace synfire

#endif  // SYNFIRE_OPS_NN_DROPOUT_DROPOUT_H_
