// Runs a trained network over a whole data set.
#ifndef SYNFIRE_TOOLS_TRAIN_EVALUATOR_H_
#define SYNFIRE_TOOLS_TRAIN_EVALUATOR_H_

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "core/status.h"
#include "data/dataset.h"
#include "data/loader.h"
#include "graph/compile.h"
#include "graph/import/training_text.h"

namespace synfire {

struct Evaluation {
  int64_t images = 0;
  double accuracy = 0;     // 0 to 1
  double loss = 0;         // mean over the images
  double firing_rate = 0;  // spikes a neuron and time step
};

// Uses every sample once, whatever the batch: the last, smaller batch has a
// network of its own size.
class Evaluator {
 public:
  // `compile` gives the loss and the kernels; its batch and mode are set here,
  // and `data` may give the model other steps.  `variables` must outlive this.
  static absl::StatusOr<std::unique_ptr<Evaluator>> Create(
      const ModelText& model, const Catalog& catalog, const DataText& data,
      CompileOptions compile, uint64_t seed, VariableStore* variables);

  // `stop` is asked before each batch; where it says true the result is a
  // Cancelled status.  `progress` is told how many images are done.
  absl::StatusOr<Evaluation> Run(
      const std::function<bool()>& stop,
      const std::function<void(int64_t)>& progress = nullptr);

  const Dataset& dataset() const { return *dataset_; }
  // Of the full batches.
  const Network& network() const { return network_; }
  int64_t steps() const { return model_.steps; }

 private:
  explicit Evaluator(ModelText model) : model_(std::move(model)) {}

  const ModelText model_;
  std::unique_ptr<Dataset> dataset_;
  std::unique_ptr<Loader> loader_;
  Network network_;
  Network remainder_;  // of the last batch; empty where all are full
};

// Opens the data set and makes its loader; errors begin with the place of the
// call in the training file.
absl::Status OpenData(const DataText& data, uint64_t seed, bool drop_last,
                      std::unique_ptr<Dataset>* dataset,
                      std::unique_ptr<Loader>* loader);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_TRAIN_EVALUATOR_H_
