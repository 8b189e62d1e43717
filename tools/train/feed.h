// Carries batches of a data set into a network's inputs.
#ifndef SYNFIRE_TOOLS_TRAIN_FEED_H_
#define SYNFIRE_TOOLS_TRAIN_FEED_H_

#include "core/status.h"
#include "data/dataset.h"
#include "data/loader.h"
#include "graph/exec/executable.h"
#include "graph/import/model_text.h"
#include "graph/import/training_text.h"

namespace synfire {

// The model as that part of a training file runs it: with its steps, where it
// has any.
ModelText ModelFor(const DataText& part, ModelText model);

// Checks that what `loader` makes of `dataset` is what `model` reads: one
// input, of the samples' shape, with as many frames as the model has steps, or
// a still image for a static input.  Errors name the input's file and line and
// both shapes.
absl::Status CheckDataFits(const ModelText& model, const Dataset& dataset,
                           const Loader& loader);

// Copies a full batch to the input of `model` and, where the network has them,
// the labels.  A batch of frames [N,T,...] becomes [T,N,...].
// REQUIRES: CheckDataFits; batch.count is the network's N.
void FeedBatch(const ModelText& model, const Batch& batch,
               Executable* executable);

// Sets a one-number input of type i64, or f32 or f64, where there is one.
void FeedCount(const char* name, int64_t value, Executable* executable);
void FeedNumber(const char* name, double value, Executable* executable);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_TRAIN_FEED_H_
