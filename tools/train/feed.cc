#include "tools/train/feed.h"

#include <algorithm>
#include <cstring>

#include "graph/op/real.h"

namespace synfire {
namespace {

Shape SampleShape(const ModelText& model, const InputText& input) {
  std::vector<int64_t> dims;
  if (input.temporal) dims.push_back(model.steps);
  if (input.features.has_value()) {
    dims.push_back(*input.features);
  } else {
    dims.insert(dims.end(), {*input.height, *input.width, *input.channels});
  }
  return Shape(dims);
}

}  // namespace

ModelText ModelFor(const DataText& part, ModelText model) {
  if (part.steps.has_value()) model.steps = *part.steps;
  return model;
}

absl::Status CheckDataFits(const ModelText& model, const Dataset& dataset,
                           const Loader& loader) {
  if (model.inputs.size() != 1) {
    return UserError(model.location.ToString(), ": the model has ",
                     model.inputs.size(),
                     " inputs; training from a data set takes 1");
  }
  const InputText& input = model.inputs[0];
  const std::string where =
      absl::StrCat(input.location.ToString(), ": input '", input.name, "': ");
  if (dataset.temporal() != input.temporal) {
    return UserError(
        where, "the input is ", input.temporal ? "temporal" : "a still image",
        ", the data set holds ", dataset.temporal() ? "frames" : "still images",
        "; set 'temporal' to fit");
  }
  const Shape expected = SampleShape(model, input);
  const Shape& found = loader.sample_shape();
  if (found == expected) return absl::OkStatus();
  Shape other_steps = found;
  if (input.temporal) other_steps[0] = model.steps;
  return UserError(where, "the model reads samples of ", expected.ToString(),
                   input.temporal ? " [T," : " [",
                   input.features.has_value() ? "features]" : "H,W,C]",
                   ", the data set has ", found.ToString(),
                   other_steps == expected
                       ? absl::StrCat("; say `steps: ", found[0],
                                      "` beside the data in the training file")
                       : "");
}

void FeedBatch(const ModelText& model, const Batch& batch,
               Executable* executable) {
  const InputText& input = model.inputs[0];
  const Type& type =
      executable->graph().type(executable->graph().FindValue(input.name));
  SYNFIRE_CHECK(type.shape[0] == batch.count);
  const int64_t frames = input.temporal ? model.steps : 1;
  const int64_t size = type.shape.size() / batch.count;  // of one frame
  VisitReal(type.dtype, [&](auto real) {
    auto* to = static_cast<decltype(real)*>(executable->input(input.name));
    for (int64_t n = 0; n < batch.count; ++n) {
      for (int64_t t = 0; t < frames; ++t) {
        const float* from = batch.images + (n * frames + t) * size;
        std::copy(from, from + size, to + (t * batch.count + n) * size);
      }
    }
  });
  if (void* labels = executable->input("labels")) {
    std::memcpy(labels, batch.labels, batch.count * sizeof(int64_t));
  }
}

void FeedCount(const char* name, int64_t value, Executable* executable) {
  if (void* input = executable->input(name)) {
    *static_cast<int64_t*>(input) = value;
  }
}

void FeedNumber(const char* name, double value, Executable* executable) {
  void* input = executable->input(name);
  if (input == nullptr) return;
  const Graph& graph = executable->graph();
  VisitReal(graph.type(graph.FindValue(name)).dtype, [&](auto real) {
    *static_cast<decltype(real)*>(input) = static_cast<decltype(real)>(value);
  });
}

}  // namespace synfire
