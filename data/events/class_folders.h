// A folder of folders, one a class, with a file a sample.
#ifndef SYNFIRE_DATA_EVENTS_CLASS_FOLDERS_H_
#define SYNFIRE_DATA_EVENTS_CLASS_FOLDERS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "core/status.h"

namespace synfire {

struct ClassFile {
  std::string name;  // in the root: "bird/cifar10_bird_0.aedat"
  int64_t label = 0;
};

struct ClassFolders {
  std::vector<std::string> classes;  // in the order of their labels
  // By class, then by name as text: 0, 1, 10, 2, ...
  std::vector<ClassFile> files;
};

// Lists the files of `root` that end in `ending`.  The classes are `classes`,
// in that order, or where there are none every folder of `root`, in the order
// of their names as text.  Entries that begin with '.' and files of other
// endings are not the data set's.  Errors: a folder that cannot be listed, is
// missing, is no class or holds no such file.
absl::StatusOr<ClassFolders> ListClassFolders(
    const std::string& root, const std::vector<std::string>& classes,
    const std::string& ending);

// Of each class the first ceil(share * files) files, to train with, or the
// others, to test.  Errors: nothing is left to test with.
// REQUIRES: 0 < share < 1; files of a class are neighbours; there are some.
absl::StatusOr<std::vector<ClassFile>> PartByShare(
    const std::string& root, const std::vector<ClassFile>& files, double share,
    bool train);

// Whether a folder of `classes` (as for ListClassFolders) has files to test
// with after its share of training.
bool HasTestShare(const std::string& root,
                  const std::vector<std::string>& classes,
                  const std::string& ending, double share);

bool IsFolder(const std::string& path);
// Whether `folder` is one that holds a file with that ending.
bool HoldsFile(const std::string& folder, const std::string& ending);

}  // namespace synfire

#endif  // SYNFIRE_DATA_EVENTS_CLASS_FOLDERS_H_
