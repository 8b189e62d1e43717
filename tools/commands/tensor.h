// A tensor that left a network: for JSON, files and tables.
#ifndef SYNFIRE_TOOLS_COMMANDS_TENSOR_H_
#define SYNFIRE_TOOLS_COMMANDS_TENSOR_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/dtype.h"
#include "core/shape.h"
#include "core/status.h"
#include "graph/exec/executable.h"
#include "graph/exec/variables.h"
#include "tools/commands/json_output.h"

namespace synfire {

// Elements in C order.  As in files: time outermost where there is time, images
// channels first.
struct Tensor {
  DType dtype = DType::kF32;
  Shape shape;
  std::vector<double> elements;
};

// REQUIRES: the executable has that output, of real numbers.
Tensor OutputTensor(const Executable& executable, absl::string_view output);
Tensor VariableTensor(const Variable& variable);

// Nested arrays; one number for a shape of rank 0.
Json ToJson(const Tensor& tensor);

// The L2 norm.
double NormOf(const Tensor& tensor);

// Each in its own dtype: f32, f64 or i64.
using NamedTensors = std::vector<std::pair<std::string, Tensor>>;
absl::Status WriteTensors(const std::string& path, const NamedTensors& tensors);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_COMMANDS_TENSOR_H_
