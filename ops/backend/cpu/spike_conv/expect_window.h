// Which convolutions the kernels of this folder take.
#ifndef SYNFIRE_OPS_BACKEND_CPU_SPIKE_CONV_EXPECT_WINDOW_H_
#define SYNFIRE_OPS_BACKEND_CPU_SPIKE_CONV_EXPECT_WINDOW_H_

#include "ops/nn/conv2d/conv2d.h"

namespace synfire {

// Why the sizes are none for lists of spikes, or OK.
absl::Status ExpectSpikeWindow(const Conv2dSizes& sizes);

// A share of x as a number of elements.
int64_t MostNonZeros(const Conv2dSizes& sizes, double density);

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_SPIKE_CONV_EXPECT_WINDOW_H_
