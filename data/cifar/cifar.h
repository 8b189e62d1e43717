// CIFAR-10 and CIFAR-100, binary version (cifar_file.h has the bytes).
//
//   cifar10(split = train, path = "/data/cifar-10-batches-bin")
//   cifar100(split = test, path = "/data/cifar-100-binary", labels = fine)
//
// `path` is the folder of the files, or the one that holds that folder:
//
//   cifar-10-batches-bin   data_batch_1.bin to data_batch_5.bin   train, 50000
//                          test_batch.bin                         test,  10000
//                          batches.meta.txt                       class names
//   cifar-100-binary       train.bin, test.bin                    50000, 10000
//                          fine_label_names.txt, coarse_label_names.txt
//
// Samples are [32,32,3] in [0, 1].  Where there is no file of class names, the
// classes are called by their numbers.
#ifndef SYNFIRE_DATA_CIFAR_CIFAR_H_
#define SYNFIRE_DATA_CIFAR_CIFAR_H_

#include <memory>
#include <string>
#include <vector>

#include "data/cifar/cifar_file.h"
#include "data/dataset_def.h"

namespace synfire {

DatasetDef Cifar10Def();
DatasetDef Cifar100Def();

// The rest is for tests.

// One split of one of them.
struct CifarKind {
  std::string name;                // "cifar10"
  std::string folder;              // "cifar-10-batches-bin"
  std::vector<std::string> files;  // in the order of the samples
  std::string names_file;          // "batches.meta.txt"
  CifarLayout layout;
};
// `split` is train or test, `labels` fine or coarse.
CifarKind Cifar10Kind(const std::string& split);
CifarKind Cifar100Kind(const std::string& split, const std::string& labels);

// Holds the files in memory, 3 KiB a sample.  Errors: NotFound, naming the
// folders searched or the file that is missing; what CifarFile::Parse refuses;
// a number of class names that is not the number of classes.
absl::StatusOr<std::unique_ptr<Dataset>> OpenCifar(const CifarKind& kind,
                                                   const std::string& path);

}  // namespace synfire

#endif  // SYNFIRE_DATA_CIFAR_CIFAR_H_
