// Which samples a run is trained and tested with, as a list in its directory.
//
//   3/00001.bin
//   user01_led.aedat 80048239-85092709 hand_clapping
//   # left out: 9/00007.bin: ...: byte 5: the file ends after 1 byte ...
//
// One name a line (Dataset::SampleName), in the data set's order; then the
// samples that cannot be read.
#ifndef SYNFIRE_TOOLS_TRAIN_SPLIT_FILE_H_
#define SYNFIRE_TOOLS_TRAIN_SPLIT_FILE_H_

#include <string>

#include "core/status.h"
#include "data/dataset.h"

namespace synfire {

// "" where the samples have no names.
std::string SplitText(const Dataset& dataset);

// Writes the list to `path`; nothing where there are no names.
absl::Status WriteSplit(const std::string& path, const Dataset& dataset);

// OK where the list at `path` is that of `dataset`, or there is none.  Else an
// error with the first line that differs.
absl::Status CheckSameSplit(const std::string& path, const Dataset& dataset);

// "3 of 1003 samples cannot be read and are left out, the first: ...", or ""
// where all can be read.
std::string SkippedText(const Dataset& dataset);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_TRAIN_SPLIT_FILE_H_
