#include "tools/commands/predict.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <memory>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_format.h"
#include "ops/all_ops.h"
#include "tools/commands/json_output.h"
#include "tools/commands/model_options.h"
#include "tools/commands/network_file.h"
#include "tools/commands/planned_network.h"
#include "tools/commands/report.h"
#include "tools/commands/run_inputs.h"
#include "tools/commands/tensor.h"
#include "tools/train/checkpoint.h"

namespace synfire {
namespace {

struct PredictOptions {
  ModelOptions model;
  std::string weights, input, out;
  int batch = 64;
  int top = 1;
  bool json = false;
};

// [N,K] each; classes [N], as numbers.
struct Predictions {
  Tensor logits, probabilities, classes;
  int64_t count() const { return logits.shape[0]; }
  int64_t num_classes() const { return logits.shape[1]; }
};

// Runs all samples, `batch` at a time; the last network may be smaller.
absl::StatusOr<Tensor> ComputeLogits(const ModelText& model,
                                     const PredictOptions& options,
                                     CompileOptions compile,
                                     const RunInputs& inputs) {
  Tensor logits{options.model.dtype(), {}, {}};
  VariableStore variables;
  Network network;
  int64_t built_for = 0;
  for (int64_t first = 0; first < inputs.count(); first += built_for) {
    const int64_t count =
        std::min<int64_t>(options.batch, inputs.count() - first);
    if (count != built_for) {
      compile.import.batch = count;
      SYNFIRE_ASSIGN_OR_RETURN(
          network, CompileNetwork(model, AllOps(), compile, 0, &variables));
      built_for = count;
    }
    const Graph& graph = network.executable->graph();
    if (first == 0) {
      const Type& type = graph.type(graph.FindOutput("logits"));
      if (!TakesLoss(graph)) {
        return UserError(model.output_location.ToString(),
                         ": the network's output is ", type.ToString(),
                         "; predict takes static logits [N,K]");
      }
      SYNFIRE_RETURN_IF_ERROR(inputs.CheckLabels(type.shape[1]));
      SYNFIRE_RETURN_IF_ERROR(LoadWeights(options.weights, &variables));
      ExplainIfAsked(options.model, graph, network.executable->kernels());
      logits.shape = Shape({inputs.count(), type.shape[1]});
    }
    inputs.Feed(first, network.executable.get());
    network.executable->Run();
    const Tensor batch = OutputTensor(*network.executable, "logits");
    logits.elements.insert(logits.elements.end(), batch.elements.begin(),
                           batch.elements.end());
  }
  return logits;
}

// probabilities = softmax(logits); the class is the first of the largest.
Predictions FromLogits(Tensor logits) {
  Predictions result{std::move(logits), {}, {}};
  result.probabilities = result.logits;
  result.classes = {DType::kI64, Shape({result.count()}), {}};
  const int64_t classes = result.num_classes();
  for (int64_t n = 0; n < result.count(); ++n) {
    double* row = result.probabilities.elements.data() + n * classes;
    const double* largest = std::max_element(row, row + classes);
    result.classes.elements.push_back(static_cast<double>(largest - row));
    const double shift = *largest;
    double sum = 0;
    for (int64_t k = 0; k < classes; ++k) sum += std::exp(row[k] - shift);
    for (int64_t k = 0; k < classes; ++k) {
      row[k] = std::exp(row[k] - shift) / sum;
    }
  }
  return result;
}

// The `top` most probable classes of sample n, best first.
std::vector<int64_t> TopClasses(const Predictions& predictions, int64_t n,
                                int top) {
  std::vector<int64_t> order(predictions.num_classes());
  std::iota(order.begin(), order.end(), 0);
  const double* row =
      predictions.logits.elements.data() + n * predictions.num_classes();
  std::stable_sort(order.begin(), order.end(),
                   [row](int64_t a, int64_t b) { return row[a] > row[b]; });
  order.resize(std::min<size_t>(top, order.size()));
  return order;
}

int64_t CountCorrect(const Predictions& predictions,
                     const std::vector<int64_t>& labels) {
  int64_t correct = 0;
  for (size_t n = 0; n < labels.size(); ++n) {
    correct += predictions.classes.elements[n] == labels[n];
  }
  return correct;
}

void PrintText(const Predictions& predictions, const RunInputs& inputs,
               int top) {
  for (int64_t n = 0; n < predictions.count(); ++n) {
    std::string line = absl::StrCat(n, ":");
    for (int64_t k : TopClasses(predictions, n, top)) {
      absl::StrAppendFormat(&line, "  class %d (%.4f)", k,
                            predictions.probabilities
                                .elements[n * predictions.num_classes() + k]);
    }
    std::printf("%s\n", line.c_str());
  }
  if (inputs.labels().has_value()) {
    std::printf("%d of %d are right\n",
                static_cast<int>(CountCorrect(predictions, *inputs.labels())),
                static_cast<int>(predictions.count()));
  }
}

void PrintAsJson(const Predictions& predictions, const RunInputs& inputs,
                 int top) {
  Json json;
  json["classes"] = Json::array();
  json["top"] = Json::array();
  for (int64_t n = 0; n < predictions.count(); ++n) {
    json["classes"].push_back(
        static_cast<int64_t>(predictions.classes.elements[n]));
    json["top"].push_back(TopClasses(predictions, n, top));
  }
  json["probabilities"] = ToJson(predictions.probabilities);
  json["logits"] = ToJson(predictions.logits);
  if (inputs.labels().has_value()) {
    json["correct"] = CountCorrect(predictions, *inputs.labels());
  }
  PrintJson(json);
}

void WarnOfNonFinite(const Tensor& logits) {
  const auto it =
      std::find_if_not(logits.elements.begin(), logits.elements.end(),
                       [](double x) { return std::isfinite(x); });
  if (it == logits.elements.end()) return;
  ReportWarning(
      absl::StrCat("sample ", (it - logits.elements.begin()) / logits.shape[1],
                   " has logits that are not finite; its class means nothing"));
}

absl::Status Predict(const PredictOptions& options) {
  SYNFIRE_ASSIGN_OR_RETURN(const CompileOptions compile,
                           ApplyModelOptions(options.model));
  SYNFIRE_ASSIGN_OR_RETURN(
      const NetworkFile file,
      ReadNetworkFile(options.model.file, options.model.settings()));
  SYNFIRE_ASSIGN_OR_RETURN(
      const RunInputs inputs,
      RunInputs::Read(options.input, file.model, options.model.dtype()));
  SYNFIRE_ASSIGN_OR_RETURN(Tensor logits,
                           ComputeLogits(file.model, options, compile, inputs));
  WarnOfNonFinite(logits);
  const Predictions predictions = FromLogits(std::move(logits));
  if (!options.out.empty()) {
    SYNFIRE_RETURN_IF_ERROR(
        WriteTensors(options.out, {{"logits", predictions.logits},
                                   {"probabilities", predictions.probabilities},
                                   {"classes", predictions.classes}}));
  }
  if (options.json) {
    PrintAsJson(predictions, inputs, options.top);
  } else {
    PrintText(predictions, inputs, options.top);
  }
  return absl::OkStatus();
}

}  // namespace

void AddPredictCommand(CLI::App* app, Command* command) {
  auto options = std::make_shared<PredictOptions>();
  CLI::App* predict =
      app->add_subcommand("predict", "Classify samples with a trained network");
  AddFileOptions(predict, "FILE", "A model or a training file (.prototxt)",
                 &options->model);
  predict
      ->add_option("--weights", options->weights,
                   "Parameters and running statistics, or a checkpoint")
      ->type_name("SAFETENSORS")
      ->required();
  predict
      ->add_option("--input", options->input,
                   "Tensor `input`: [N,C,H,W] or [N,F], with T before N for a "
                   "temporal input; `labels` [N] too, to count what is right")
      ->type_name("SAFETENSORS")
      ->required();
  predict
      ->add_option("--out", options->out,
                   "Write logits, probabilities and classes there")
      ->type_name("SAFETENSORS");
  predict
      ->add_option("--top", options->top,
                   "Print this many classes of each sample, best first")
      ->type_name("K")
      ->check(CLI::Range(1, std::numeric_limits<int>::max()).description(""))
      ->capture_default_str();
  predict
      ->add_option("--batch", options->batch,
                   "Samples at a time; does not change the result")
      ->type_name("N")
      ->check(CLI::Range(1, std::numeric_limits<int>::max()).description(""))
      ->capture_default_str();
  predict->add_flag("--json", options->json,
                    "Print classes, top, probabilities and logits as JSON");
  AddCompileOptions(predict, &options->model);
  AddPrecisionOption(predict, &options->model);
  AddDeviceOptions(predict, &options->model);
  predict->callback([=] { *command = [=] { return Predict(*options); }; });
}

}  // namespace synfire
