// MNIST and the data sets that took over its file names.
//
//   fashion_mnist(split = train)
//   mnist(split = test, path = "/data/mnist")
//
// A folder holds four IDX files, each gzip'ed (name + ".gz") or not:
//   train-images-idx3-ubyte  train-labels-idx1-ubyte     60000 of [28,28]
//   t10k-images-idx3-ubyte   t10k-labels-idx1-ubyte      10000 of [28,28]
//
// Without a path the folder is looked for under each of $XDG_DATA_DIRS,
// /usr/local/share and /usr/share, as datasets/fashion-mnist or datasets/mnist.
#ifndef SYNFIRE_DATA_IDX_MNIST_H_
#define SYNFIRE_DATA_IDX_MNIST_H_

#include <memory>
#include <string>
#include <vector>

#include "data/dataset_def.h"

namespace synfire {

DatasetDef FashionMnistDef();
DatasetDef MnistDef();

// The rest is for tests.

// One data set of the family.
struct MnistKind {
  std::string name;    // "fashion_mnist"
  std::string folder;  // below a system data folder: "datasets/fashion-mnist"
  std::string remedy;  // what to do when it is not found
  std::vector<std::string> class_names;
};
MnistKind FashionMnistKind();
MnistKind MnistDigitsKind();

// Opens `split`, "train" or "test", in the folder `path`, or, where that is
// empty, in the first of `folders` whose kind.folder holds the images.
// Errors: NotFound, naming every folder searched and the remedy; what
// OpenIdxDataset refuses; images that are not [28,28].
absl::StatusOr<std::unique_ptr<Dataset>> OpenMnist(
    const MnistKind& kind, const std::string& split, const std::string& path,
    const std::vector<std::string>& folders);

}  // namespace synfire

#endif  // SYNFIRE_DATA_IDX_MNIST_H_
