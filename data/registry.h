// The data sets that a file can name:
//
//   fashion_mnist(split = train)
//   mnist(split = test, path = "/data/mnist")
//   idx(images = "a-images.gz", labels = "a-labels.gz", classes = 26)
//
// To add one, write its DatasetDef and add a line to all_datasets.cc.
#ifndef SYNFIRE_DATA_REGISTRY_H_
#define SYNFIRE_DATA_REGISTRY_H_

#include <memory>
#include <vector>

#include "core/spec/call.h"
#include "data/dataset_def.h"

namespace synfire {

// Every data set, in the order in which they are printed.
const std::vector<DatasetDef>& AllDatasets();

// Opens the data set that `call` names.  Errors: an unknown name (with the
// nearest valid one), what Schema::Bind refuses, files that are absent or
// malformed.
absl::StatusOr<std::unique_ptr<Dataset>> OpenDataset(const Call& call,
                                                     const Scope& scope = {});

}  // namespace synfire

#endif  // SYNFIRE_DATA_REGISTRY_H_
