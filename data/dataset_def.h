// How a data set is made known by name: its schema and how to open it.
#ifndef SYNFIRE_DATA_DATASET_DEF_H_
#define SYNFIRE_DATA_DATASET_DEF_H_

#include <memory>

#include "core/spec/schema.h"
#include "data/dataset.h"

namespace synfire {

struct DatasetDef {
  Schema schema;
  // REQUIRES: the attributes were bound by `schema`.
  absl::StatusOr<std::unique_ptr<Dataset>> (*open)(const Attrs& attrs);
};

}  // namespace synfire

#endif  // SYNFIRE_DATA_DATASET_DEF_H_
