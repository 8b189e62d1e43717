#include "tools/weights/conversion.h"

#include <cstring>
#include <utility>

#include "data/safetensors/convert.h"
#include "tools/weights/match.h"
#include "tools/weights/notes.h"
#include "tools/weights/renaming.h"

namespace synfire {
namespace {

// Collects tensors; types and rows change on the way.
class Converter {
 public:
  // `classifier`: the layer, as the file calls it, whose rows are classes.
  Converter(const ConversionOptions& options, std::string classifier)
      : options_(options), classifier_(std::move(classifier)) {}

  absl::Status Add(const std::string& name, const TensorView& tensor) {
    TensorToWrite out{name, tensor.dtype, tensor.shape, tensor.data};
    const bool shortens = tensor.dtype == StoredType::kF64;
    const bool lengthens =
        tensor.dtype == StoredType::kF16 || tensor.dtype == StoredType::kBF16;
    if (options_.f32 && (shortens || lengthens)) {
      SYNFIRE_ASSIGN_OR_RETURN(const std::vector<float> numbers,
                               ReadAsF32(tensor));
      out.dtype = StoredType::kF32;
      out.data = Keep(AsBytes(absl::Span<const float>(numbers)));
      ++changed_;
    }
    if (!classifier_.empty() && tensor.shape.rank() > 0 &&
        tensor.shape[0] > 0 &&
        tensor.name.compare(0, tensor.name.rfind('.'), classifier_) == 0) {
      const int64_t classes = tensor.shape[0];
      out.data = Keep(
          RowsByClass(std::vector<uint8_t>(out.data.begin(), out.data.end()),
                      ClassesOfRows(options_.class_order, classes)));
      if (tensor.shape.rank() == 2) {
        result_.notes.push_back(ClassOrderNote(classifier_, classes));
      }
    }
    result_.tensors.push_back(std::move(out));
    return absl::OkStatus();
  }

  Conversion Finish(std::vector<std::string> notes,
                    std::optional<Naming> naming) {
    notes.insert(notes.end(), result_.notes.begin(), result_.notes.end());
    if (changed_ > 0) {
      notes.push_back(absl::StrCat(changed_, " tensors became F32"));
    }
    result_.notes = std::move(notes);
    result_.naming = naming;
    return std::move(result_);
  }

 private:
  absl::Span<const uint8_t> Keep(absl::Span<const uint8_t> bytes) {
    result_.copies.push_back(
        std::make_unique<std::vector<uint8_t>>(bytes.begin(), bytes.end()));
    return *result_.copies.back();
  }

  const ConversionOptions& options_;
  const std::string classifier_;
  Conversion result_;
  int changed_ = 0;
};

}  // namespace

absl::StatusOr<Conversion> ConvertForModel(
    const WeightsFile& file, const std::string& path,
    const std::vector<ModelLayer>& layers, const ConversionOptions& options) {
  int left_out = 0;
  SYNFIRE_ASSIGN_OR_RETURN(const WeightsMatch match,
                           MatchWeights(file, path, layers, &left_out));
  const Naming naming = options.naming.value_or(Naming::kSynfire);
  SYNFIRE_ASSIGN_OR_RETURN(const LayerNames names, NameLayers(naming, layers));
  std::string classifier;
  if (options.class_order == ClassOrder::kText) {
    SYNFIRE_ASSIGN_OR_RETURN(classifier, ClassifierOf(layers));
    const auto name = match.names.find(classifier);
    if (name != match.names.end()) classifier = name->second;
  }
  std::vector<std::string> notes = file.notes();
  notes.insert(notes.begin(), NamingNote(match.naming, match.by_order));
  if (left_out > 0) {
    notes.push_back(absl::StrCat("left out ", left_out, " optimizer states"));
  }
  Converter converter(options, classifier);
  for (const auto& [variable, tensor] : match.tensors) {
    const size_t dot = variable.rfind('.');
    const auto name = names.find(variable.substr(0, dot));
    SYNFIRE_CHECK(name != names.end());
    SYNFIRE_RETURN_IF_ERROR(
        converter.Add(name->second + variable.substr(dot), *tensor));
  }
  return converter.Finish(std::move(notes), naming);
}

absl::StatusOr<Conversion> ConvertAlone(const WeightsFile& file,
                                        const std::string& path,
                                        const ConversionOptions& options) {
  std::vector<std::string> names;
  for (const TensorView& tensor : file.tensors()) names.push_back(tensor.name);
  const std::optional<Naming> from = RecogniseNaming(names, file);
  std::vector<std::string> notes = file.notes();
  notes.insert(notes.begin(), from.has_value()
                                  ? NamingNote(*from, /*by_order=*/false)
                                  : "names: of no known naming");
  if (options.naming.has_value()) {
    SYNFIRE_ASSIGN_OR_RETURN(names, Rename(names, from, *options.naming, path));
  }
  std::string classifier;
  if (options.class_order == ClassOrder::kText) {
    SYNFIRE_ASSIGN_OR_RETURN(classifier, ClassifierOf(file, path));
  }
  Converter converter(options, classifier);
  for (size_t i = 0; i < names.size(); ++i) {
    SYNFIRE_RETURN_IF_ERROR(converter.Add(names[i], file.tensors()[i]));
  }
  return converter.Finish(std::move(notes),
                          options.naming.has_value() ? options.naming : from);
}

}  // namespace synfire
