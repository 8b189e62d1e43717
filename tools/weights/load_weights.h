// Weights from a file into a network, whoever wrote it.
#ifndef SYNFIRE_TOOLS_WEIGHTS_LOAD_WEIGHTS_H_
#define SYNFIRE_TOOLS_WEIGHTS_LOAD_WEIGHTS_H_

#include <string>
#include <vector>

#include "core/status.h"
#include "graph/compile.h"
#include "graph/exec/variables.h"
#include "tools/weights/class_order.h"
#include "tools/weights/naming.h"

namespace synfire {

// Where weights come from, as a command line says it.
struct WeightsSource {
  std::string path;
  std::string class_order = "number";  // or "text"
};

struct LoadedWeights {
  Naming naming = Naming::kSynfire;
  LayerNames names;  // what the file calls a layer, by its path
  // What was recognised, left out or changed, a line each; none for weights of
  // this program.
  std::vector<std::string> notes;

  // The name in the file of a layer, or of a variable.
  std::string LayerName(const std::string& path) const;
  std::string VariableName(const std::string& variable) const;
  // Of a block: what the names of its layers begin with.
  std::string BlockName(const std::string& path) const;
};

// Sets the model's variables (parameters and running statistics) from a
// safetensors file, a checkpoint of a run, or a PyTorch file, in any naming
// (naming.h); optimizer states, of the file and of `variables`, are left as
// they are.  `network` is one of the model's; `variables` are its.  Errors
// begin with the path; what is missing, left over or of another shape is listed
// whole.
absl::StatusOr<LoadedWeights> LoadWeights(const WeightsSource& source,
                                          const Network& network,
                                          VariableStore* variables);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_WEIGHTS_LOAD_WEIGHTS_H_
