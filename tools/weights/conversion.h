// A file of weights with other names, types and order of classes.
#ifndef SYNFIRE_TOOLS_WEIGHTS_CONVERSION_H_
#define SYNFIRE_TOOLS_WEIGHTS_CONVERSION_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/status.h"
#include "data/safetensors/writer.h"
#include "tools/weights/class_order.h"
#include "tools/weights/model_layers.h"
#include "tools/weights/naming.h"
#include "tools/weights/weights_file.h"

namespace synfire {

struct ConversionOptions {
  std::optional<Naming> naming;                  // of the result
  bool f32 = false;                              // f64, f16 and bf16 become f32
  ClassOrder class_order = ClassOrder::kNumber;  // of the file
};

// Tensors to be written.  They are views of the file they come from or of
// `copies`.
struct Conversion {
  std::vector<TensorToWrite> tensors;
  std::optional<Naming> naming;  // nothing where it is none of them
  std::vector<std::string> notes;
  std::vector<std::unique_ptr<std::vector<uint8_t>>> copies;
};

// The model's variables, all of which must be there, and nothing else; in the
// model's own names where no naming is asked for.  `path` is the file's, for
// messages.
absl::StatusOr<Conversion> ConvertForModel(
    const WeightsFile& file, const std::string& path,
    const std::vector<ModelLayer>& layers, const ConversionOptions& options);

// All tensors, as far as names alone tell what they are: an error says where
// the model is needed.
absl::StatusOr<Conversion> ConvertAlone(const WeightsFile& file,
                                        const std::string& path,
                                        const ConversionOptions& options);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_WEIGHTS_CONVERSION_H_
