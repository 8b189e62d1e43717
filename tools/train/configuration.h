// The configuration of a run with nothing left implied.
#ifndef SYNFIRE_TOOLS_TRAIN_CONFIGURATION_H_
#define SYNFIRE_TOOLS_TRAIN_CONFIGURATION_H_

#include <string>
#include <vector>

#include "core/status.h"
#include "graph/import/import.h"
#include "graph/import/training_text.h"
#include "graph/op/layer.h"

namespace synfire {

// The training file with every call written out with all its attributes.
// Errors, with the place of the call: a name or an attribute that is not valid.
absl::StatusOr<proto::Training> ResolveConfiguration(const TrainingText& text,
                                                     const Catalog& catalog);

// As a text that reads back as a training file.
std::string ConfigurationText(const proto::Training& configuration);

// One line a layer: path, call with all its attributes, output type.
std::string NetworkText(const std::vector<ImportedLayer>& layers);

// What decides the weights after each update: the configuration without
// output, length, cadences, thread counts and the test data, and the network.
// A run is resumed only by the same.
std::string ResumeKey(proto::Training configuration,
                      const std::vector<ImportedLayer>& layers);

// OK if both are equal; an error with the first line that differs.
absl::Status CheckSameRun(const std::string& stored, const std::string& now,
                          const std::string& path);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_TRAIN_CONFIGURATION_H_
