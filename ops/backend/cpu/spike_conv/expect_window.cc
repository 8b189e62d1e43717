#include "ops/backend/cpu/spike_conv/expect_window.h"

#include <algorithm>

namespace synfire {

absl::Status ExpectSpikeWindow(const Conv2dSizes& s) {
  constexpr int64_t kLeastChannels = 8, kMostTaps = 3, kMostStride = 2;
  constexpr int64_t kMostEntries = int64_t{1} << 31;
  const Window& w = s.window;
  if (s.groups != 1) return Refuse("lists of spikes take one group");
  if (w.dilation != Pair{1, 1})
    return Refuse("lists of spikes take dilation 1");
  for (const Axis axis : {kHeight, kWidth}) {
    if (w.kernel[axis] > kMostTaps || w.stride[axis] > kMostStride) {
      return Refuse("lists of spikes take kernels up to 3x3 and strides up to ",
                    "2");
    }
  }
  if (std::min(s.in_channels, s.out_channels) < kLeastChannels) {
    return Refuse("below ", kLeastChannels,
                  " channels, lists of spikes do not pay");
  }
  if (s.input[kWidth] * s.in_channels >= kMostEntries) {
    return Refuse("lists of spikes take rows below 2^31 elements");
  }
  return absl::OkStatus();
}

int64_t MostNonZeros(const Conv2dSizes& s, double density) {
  return static_cast<int64_t>(density *
                              static_cast<double>(s.rows * s.input_size()));
}

}  // namespace synfire
