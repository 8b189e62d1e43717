// Labelled images from a pair of IDX files.
//
//   idx(images = "images-idx3-ubyte.gz", labels = "labels-idx1-ubyte.gz",
//       classes = 10)
#ifndef SYNFIRE_DATA_IDX_IDX_DATASET_H_
#define SYNFIRE_DATA_IDX_IDX_DATASET_H_

#include <memory>
#include <string>
#include <vector>

#include "data/dataset_def.h"

namespace synfire {

// Opens two files as one data set, held in memory as u8.
//   images: u8 [N,H,W] (one channel) or [N,H,W,C]
//   labels: [N], any integer type, each in [0, class_names.size())
// Errors name the file: one that is absent or malformed, another type or
// number of dimensions, no samples or no pixels, counts that differ, a label
// out of range (with its position).
absl::StatusOr<std::unique_ptr<Dataset>> OpenIdxDataset(
    const std::string& images_path, const std::string& labels_path,
    std::vector<std::string> class_names);

// "0", "1", ..., for classes that have no better names.
std::vector<std::string> NumberedClassNames(int64_t classes);

DatasetDef IdxDef();

}  // namespace synfire

#endif  // SYNFIRE_DATA_IDX_IDX_DATASET_H_
