// How a data set is made known by name: its schema and how to open it.
#ifndef SYNFIRE_DATA_DATASET_DEF_H_
#define SYNFIRE_DATA_DATASET_DEF_H_

#include <memory>
#include <string>
#include <vector>

#include "core/spec/schema.h"
#include "data/dataset.h"

namespace synfire {

struct DatasetDef {
  Schema schema;
  // REQUIRES: the attributes were bound by `schema`.
  absl::StatusOr<std::unique_ptr<Dataset>> (*open)(const Attrs& attrs);
  // Where `folder` is laid out as this data set is: the calls that open its
  // parts, such as nmnist(split = train, path = "...").  Else none.  May be
  // null, for a data set that has no layout of its own.
  std::vector<std::string> (*parts_in)(const std::string& folder) = nullptr;
};

}  // namespace synfire

#endif  // SYNFIRE_DATA_DATASET_DEF_H_
