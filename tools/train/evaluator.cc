#include "tools/train/evaluator.h"

#include <utility>
#include <vector>

#include "data/registry.h"
#include "data/transform/registry.h"
#include "tools/train/feed.h"

namespace synfire {

absl::Status OpenData(const DataText& data, uint64_t seed, bool drop_last,
                      std::unique_ptr<Dataset>* dataset,
                      std::unique_ptr<Loader>* loader) {
  const auto at = [](const CallText& call) {
    return absl::StrCat(call.location.ToString(), ": ");
  };
  absl::StatusOr<std::unique_ptr<Dataset>> opened = OpenDataset(data.data.call);
  if (!opened.ok()) return Annotate(opened.status(), at(data.data));
  *dataset = *std::move(opened);
  std::vector<std::unique_ptr<Transform>> transforms;
  for (const CallText& call : data.transforms) {
    absl::StatusOr<std::unique_ptr<Transform>> made = MakeTransform(call.call);
    if (!made.ok()) return Annotate(made.status(), at(call));
    transforms.push_back(*std::move(made));
  }
  LoaderOptions options;
  options.batch = data.batch;
  options.shuffle = data.shuffle;
  options.seed = seed;
  options.threads = data.loader_threads;
  options.drop_last = drop_last;
  absl::StatusOr<std::unique_ptr<Loader>> created =
      Loader::Create(**dataset, std::move(transforms), options);
  if (!created.ok()) return Annotate(created.status(), at(data.data));
  *loader = *std::move(created);
  return absl::OkStatus();
}

absl::StatusOr<std::unique_ptr<Evaluator>> Evaluator::Create(
    const ModelText& written, const Catalog& catalog, const DataText& data,
    CompileOptions compile, uint64_t seed, VariableStore* variables) {
  std::unique_ptr<Evaluator> self(new Evaluator(ModelFor(data, written)));
  const ModelText& model = self->model_;
  SYNFIRE_RETURN_IF_ERROR(OpenData(data, seed, /*drop_last=*/false,
                                   &self->dataset_, &self->loader_));
  SYNFIRE_RETURN_IF_ERROR(
      CheckDataFits(model, *self->dataset_, *self->loader_));
  compile.import.training = false;
  compile.objective.gradients = false;
  compile.objective.optimizer.reset();
  const int64_t full = std::min(data.batch, self->dataset_->size());
  const int64_t rest = self->dataset_->size() % full;
  compile.import.batch = full;
  SYNFIRE_ASSIGN_OR_RETURN(
      self->network_, CompileNetwork(model, catalog, compile, seed, variables));
  if (rest > 0) {
    compile.import.batch = rest;
    SYNFIRE_ASSIGN_OR_RETURN(
        self->remainder_,
        CompileNetwork(model, catalog, compile, seed, variables));
  }
  return self;
}

absl::StatusOr<Evaluation> Evaluator::Run(
    const std::function<bool()>& stop,
    const std::function<void(int64_t)>& progress) {
  SYNFIRE_RETURN_IF_ERROR(loader_->Seek(0, 0));
  Evaluation sum;
  int64_t correct = 0;
  while (true) {
    if (stop()) return absl::CancelledError("the evaluation was interrupted");
    SYNFIRE_ASSIGN_OR_RETURN(const Batch* batch, loader_->Next());
    if (batch == nullptr) break;
    const Graph& graph = network_.executable->graph();
    const bool full =
        graph.type(graph.FindValue("labels")).shape[0] == batch->count;
    const Network& network = full ? network_ : remainder_;
    FeedBatch(model_, *batch, network.executable.get());
    SYNFIRE_RETURN_IF_ERROR(network.executable->Run());
    sum.images += batch->count;
    correct += network.executable->Count("correct");
    sum.loss += network.executable->Scalar("loss") * batch->count;
    sum.firing_rate += network.FiringRate() * batch->count;
    if (progress) progress(sum.images);
  }
  sum.accuracy = static_cast<double>(correct) / sum.images;
  sum.loss /= sum.images;
  sum.firing_rate /= sum.images;
  return sum;
}

}  // namespace synfire
