#include "tools/commands/run_inputs.h"

#include <algorithm>
#include <cstring>

#include "absl/strings/str_join.h"
#include "core/spec/nearest_name.h"
#include "data/safetensors/convert.h"
#include "data/safetensors/reader.h"
#include "graph/op/real.h"
#include "tools/commands/axis_order.h"

namespace synfire {
namespace {

constexpr char kLabels[] = "labels";

std::vector<std::string> NamesOf(const SafetensorsFile& file) {
  std::vector<std::string> names;
  for (const TensorView& tensor : file.tensors()) names.push_back(tensor.name);
  return names;
}

// The tensors' names in the order of the model's inputs.
std::vector<std::string> TensorNames(const ModelText& model,
                                     const SafetensorsFile& file) {
  std::vector<std::string> names;
  for (const InputText& input : model.inputs) names.push_back(input.name);
  if (names.size() == 1 && file.Find(names[0]) == nullptr) names[0] = "input";
  return names;
}

absl::Status CheckAllRead(const SafetensorsFile& file, const std::string& path,
                          const std::vector<std::string>& read) {
  std::vector<std::string> known = read;
  known.push_back(kLabels);
  for (const std::string& name : NamesOf(file)) {
    if (std::count(known.begin(), known.end(), name) > 0) continue;
    return UserError(path, ": nothing reads the tensor '", name, "'; expected ",
                     absl::StrJoin(known, ", "));
  }
  return absl::OkStatus();
}

// What the file is to hold for `input`: "[T,N,C,H,W] = [4,N,2,128,128]".
std::string ExpectedText(const InputText& input, int64_t steps) {
  std::string axes = "N", sizes = "N";
  if (input.temporal) {
    axes = "T,N";
    sizes = absl::StrCat(steps, ",N");
  }
  if (input.features.has_value()) {
    return absl::StrCat("[", axes, ",F] = [", sizes, ",", *input.features, "]");
  }
  return absl::StrCat("[", axes, ",C,H,W] = [", sizes, ",", *input.channels,
                      ",", *input.height, ",", *input.width, "]");
}

std::vector<int64_t> SampleDims(const InputText& input) {
  if (input.features.has_value()) return {*input.features};
  return {*input.channels, *input.height, *input.width};
}

// As the network will see them: rounded to its type.
absl::StatusOr<std::vector<double>> ReadRounded(const TensorView& tensor,
                                                DType dtype) {
  if (dtype == DType::kF64) return ReadAsF64(tensor);
  SYNFIRE_ASSIGN_OR_RETURN(const std::vector<float> elements,
                           ReadAsF32(tensor));
  return std::vector<double>(elements.begin(), elements.end());
}

}  // namespace

absl::StatusOr<RunInputs> RunInputs::Read(const std::string& path,
                                          const ModelText& model, DType dtype) {
  SYNFIRE_ASSIGN_OR_RETURN(const SafetensorsFile file,
                           SafetensorsFile::Open(path));
  RunInputs inputs;
  inputs.path_ = path;
  const std::vector<std::string> names = TensorNames(model, file);
  SYNFIRE_RETURN_IF_ERROR(CheckAllRead(file, path, names));
  for (size_t i = 0; i < names.size(); ++i) {
    SYNFIRE_RETURN_IF_ERROR(
        inputs.Add(file, names[i], model.inputs[i], model.steps, dtype));
  }
  if (inputs.count_ == 0) return UserError(path, ": there is no sample");
  const TensorView* labels = file.Find(kLabels);
  if (labels == nullptr) return inputs;
  if (labels->shape != Shape({inputs.count_})) {
    return UserError(path, ": tensor 'labels' is ", labels->shape.ToString(),
                     ", expected [", inputs.count_, "]: one for each sample");
  }
  SYNFIRE_ASSIGN_OR_RETURN(inputs.labels_, ReadAsI64(*labels));
  return inputs;
}

absl::Status RunInputs::Add(const SafetensorsFile& file,
                            const std::string& tensor_name,
                            const InputText& input, int64_t steps,
                            DType dtype) {
  const std::string where =
      absl::StrCat(path_, ": tensor '", tensor_name, "' ");
  const TensorView* tensor = file.Find(tensor_name);
  if (tensor == nullptr) {
    return UserError(where, "is missing; expected ", ExpectedText(input, steps),
                     Suggestion(tensor_name, NamesOf(file)));
  }
  const std::vector<int64_t> sample = SampleDims(input);
  const Shape& shape = tensor->shape;
  const int lead = input.temporal ? 2 : 1;
  const bool fits =
      shape.rank() == lead + static_cast<int>(sample.size()) &&
      std::equal(sample.begin(), sample.end(), shape.dims().begin() + lead);
  if (!fits) {
    return UserError(where, "is ", shape.ToString(), ", input '", input.name,
                     "' of the model (", input.location.ToString(), ") is ",
                     ExpectedText(input, steps));
  }
  if (input.temporal && shape[0] != steps) {
    return UserError(where, "has ", shape[0], " time steps, the model ", steps,
                     "; change the file, or --set steps=", shape[0]);
  }
  const int64_t count = shape[lead - 1];
  if (!inputs_.empty() && count != count_) {
    return UserError(where, "has ", count, " samples, '", inputs_[0].name,
                     "' has ", count_);
  }
  count_ = count;
  Input read;
  read.name = input.name;
  read.frames = input.temporal ? steps : 1;
  read.channels = sample[0];
  read.positions = sample.size() == 1 ? 1 : sample[1] * sample[2];
  SYNFIRE_ASSIGN_OR_RETURN(read.elements, ReadRounded(*tensor, dtype));
  inputs_.push_back(std::move(read));
  return absl::OkStatus();
}

absl::Status RunInputs::CheckLabels(int64_t classes) const {
  if (!labels_.has_value()) return absl::OkStatus();
  for (size_t i = 0; i < labels_->size(); ++i) {
    const int64_t label = (*labels_)[i];
    if (label >= 0 && label < classes) continue;
    return UserError(path_, ": tensor 'labels': element ", i, " is ", label,
                     ", expected 0 to ", classes - 1, ": the network has ",
                     classes, " outputs");
  }
  return absl::OkStatus();
}

void RunInputs::Feed(int64_t first, Executable* executable) const {
  const Graph& graph = executable->graph();
  for (const Input& input : inputs_) {
    void* memory = executable->input(input.name);
    if (memory == nullptr) continue;  // nothing in this graph reads it
    const Type& type = graph.type(graph.FindValue(input.name));
    const int64_t batch = type.shape[0];
    const int64_t size = input.channels * input.positions;
    SYNFIRE_CHECK(first + batch <= count_);
    VisitReal(type.dtype, [&](auto real) {
      auto* to = static_cast<decltype(real)*>(memory);
      for (int64_t t = 0; t < input.frames; ++t) {
        TransposeImages(input.elements.data() + (t * count_ + first) * size,
                        batch, input.channels, input.positions,
                        to + t * batch * size);
      }
    });
  }
  if (void* memory = executable->input(kLabels)) {
    SYNFIRE_CHECK(labels_.has_value());
    const int64_t batch = graph.type(graph.FindValue(kLabels)).shape[0];
    std::memcpy(memory, labels_->data() + first, batch * sizeof(int64_t));
  }
}

}  // namespace synfire
