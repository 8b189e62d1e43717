// Photographs of any size in a folder a class, as ImageNet (ILSVRC 2012) is
// laid out for training:
//
//   path/train/n01440764/n01440764_10026.JPEG
//   path/val/n01440764/ILSVRC2012_val_00000293.JPEG
//
//   imagenet(split = train, path = "/data/imagenet", crop = random)
//   imagenet(split = val, path = "/data/imagenet", crop = center)
//
// A class's number is its folder's place among the sorted names
// (image_folder.h).  A sample is [size,size,3] in [0, 1]: the file decoded as
// decode.h says (its name and EXIF orientation do not matter), then
//   crop = random   a random part, scaled; drawn anew in each epoch   (view.h)
//   crop = center   the whole, scaled to a shorter side of `resize`; its middle
// Mirroring and whitening are transforms: flip, normalize.
#ifndef SYNFIRE_DATA_IMAGENET_IMAGENET_H_
#define SYNFIRE_DATA_IMAGENET_IMAGENET_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "data/dataset_def.h"
#include "data/image/view.h"

namespace synfire {

DatasetDef ImagenetDef();

// The rest is for tests.

struct ImagenetOptions {
  std::string split;  // "train" or "val"
  std::string path;
  RandomViewRule random;          // crop = random, unless there is `resize`
  std::optional<int64_t> resize;  // crop = center
  bool skip = false;
};

// Lists the folders; opens no file unless `skip`.  With `skip` every file is
// decoded here, on all threads, and those that cannot be are left out (see
// Dataset::skipped); else such a file is the error of reading its sample.
// Errors: what ListImageFolder refuses, a val whose classes are not train's, no
// file that can be decoded.
absl::StatusOr<std::unique_ptr<Dataset>> OpenImagenet(
    const ImagenetOptions& options);

}  // namespace synfire

#endif  // SYNFIRE_DATA_IMAGENET_IMAGENET_H_
