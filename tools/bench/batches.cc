#include "tools/bench/batches.h"

#include <cmath>

#include "core/rng.h"
#include "data/dataset.h"
#include "data/loader.h"
#include "graph/op/real.h"
#include "tools/train/evaluator.h"
#include "tools/train/feed.h"

namespace synfire {
namespace {

int64_t Outputs(const Graph& graph) {
  return graph.type(graph.FindOutput("logits")).shape.back();
}

class Synthetic : public Batches {
 public:
  Synthetic(const ModelText& model, uint64_t seed, std::optional<double> events)
      : model_(model), seed_(seed), events_(events) {}

  absl::Status Feed(Executable* executable) override {
    if (fed_ == executable) return absl::OkStatus();  // inputs keep their data
    fed_ = executable;
    for (const InputText& input : model_.inputs) {
      Fill(input.name, executable);
    }
    FillLabels(executable);
    return absl::OkStatus();
  }

 private:
  void Fill(const std::string& name, Executable* executable) const {
    void* data = executable->input(name);
    if (data == nullptr) return;
    const Graph& graph = executable->graph();
    const Type& type = graph.type(graph.FindValue(name));
    const RandomKey key = MakeRandomKey(seed_, absl::StrCat("bench/", name));
    VisitReal(type.dtype, [&](auto real) {
      auto* to = static_cast<decltype(real)*>(data);
      for (int64_t i = 0; i < type.Elements(graph.steps()); ++i) {
        to[i] = Element(Uniform(key, 0, i));
      }
    });
  }

  // A number from a uniform one.
  double Element(double uniform) const {
    if (!events_.has_value()) return uniform;
    return uniform < *events_ ? 1 + std::floor(3 * uniform / *events_) : 0;
  }

  static void FillLabels(Executable* executable) {
    auto* labels = static_cast<int64_t*>(executable->input("labels"));
    if (labels == nullptr) return;
    const Graph& graph = executable->graph();
    const int64_t count = graph.type(graph.FindValue("labels")).shape[0];
    for (int64_t n = 0; n < count; ++n) labels[n] = n % Outputs(graph);
  }

  const ModelText& model_;
  const uint64_t seed_;
  const std::optional<double> events_;
  const Executable* fed_ = nullptr;
};

class FromDataset : public Batches {
 public:
  explicit FromDataset(const ModelText& model) : model_(model) {}

  absl::Status Open(const DataText& data, uint64_t seed) {
    SYNFIRE_RETURN_IF_ERROR(
        OpenData(data, seed, /*drop_last=*/true, &dataset_, &loader_));
    return CheckDataFits(model_, *dataset_, *loader_);
  }

  absl::Status Feed(Executable* executable) override {
    const int64_t outputs = Outputs(executable->graph());
    if (outputs != dataset_->classes()) {
      return UserError(model_.output_location.ToString(), ": the network has ",
                       outputs, " outputs, the data set ", dataset_->classes(),
                       " classes");
    }
    const Batch* batch = nullptr;
    while (batch == nullptr) {  // the end of an epoch
      SYNFIRE_ASSIGN_OR_RETURN(batch, loader_->Next());
    }
    FeedBatch(model_, *batch, executable);
    return absl::OkStatus();
  }

 private:
  const ModelText& model_;
  std::unique_ptr<Dataset> dataset_;
  std::unique_ptr<Loader> loader_;  // after what it reads
};

}  // namespace

std::unique_ptr<Batches> SyntheticBatches(const ModelText& model, uint64_t seed,
                                          std::optional<double> events) {
  return std::make_unique<Synthetic>(model, seed, events);
}

absl::StatusOr<std::unique_ptr<Batches>> DatasetBatches(const ModelText& model,
                                                        const DataText& data,
                                                        uint64_t seed) {
  auto batches = std::make_unique<FromDataset>(model);
  SYNFIRE_RETURN_IF_ERROR(batches->Open(data, seed));
  return batches;
}

}  // namespace synfire
