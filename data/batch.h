// Some samples of a data set, side by side.
#ifndef SYNFIRE_DATA_BATCH_H_
#define SYNFIRE_DATA_BATCH_H_

#include <cstdint>

namespace synfire {

struct Batch {
  float* images = nullptr;    // [N,H,W,C], contiguous, 64-byte aligned;
                              // [N,T,H,W,C] where the data set is temporal
  int64_t* labels = nullptr;  // [N]
  int64_t count = 0;          // N: as asked for, fewer in a last batch
  int64_t epoch = 0;
  int64_t index = 0;  // of the batch in its epoch
};

}  // namespace synfire

#endif  // SYNFIRE_DATA_BATCH_H_
