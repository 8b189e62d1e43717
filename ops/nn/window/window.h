// A window that slides over images [N,H,W,C]: what convolution and pooling
// have in common.
//
// Along each axis, tap k of output position o reads input position
//   o * stride - pad + k * dilation,
// which is padding where it lies outside [0, in), and
//   out = floor((in + 2 * pad - dilation * (kernel - 1) - 1) / stride) + 1.
#ifndef SYNFIRE_OPS_NN_WINDOW_WINDOW_H_
#define SYNFIRE_OPS_NN_WINDOW_WINDOW_H_

#include <array>
#include <cstdint>
#include <string>

#include "core/spec/schema.h"
#include "core/status.h"

namespace synfire {

// One number for the height, one for the width.
using Pair = std::array<int64_t, 2>;
enum Axis { kHeight = 0, kWidth = 1 };

// Of kernels, images, channels: far above any network's, and low enough that
// the sums and products of two never overflow.
constexpr int64_t kLargestExtent = int64_t{1} << 30;

struct Window {
  Pair kernel{1, 1}, stride{1, 1}, pad{0, 0}, dilation{1, 1};

  int64_t taps() const { return kernel[kHeight] * kernel[kWidth]; }
  // Where tap `tap` of output position `out` reads.
  int64_t Source(Axis axis, int64_t out, int64_t tap) const {
    return out * stride[axis] - pad[axis] + tap * dilation[axis];
  }
  // The output position whose tap `tap` reads `source`, or -1: none of the
  // `extent` output positions does.
  int64_t Reader(Axis axis, int64_t source, int64_t tap, int64_t extent) const {
    const int64_t offset = source + pad[axis] - tap * dilation[axis];
    if (offset < 0 || offset % stride[axis] != 0) return -1;
    const int64_t out = offset / stride[axis];
    return out < extent ? out : -1;
  }
  // The output's height and width.  Errors: "kernel 5x5 does not fit the 3x3
  // input with pad 0".
  absl::StatusOr<Pair> Output(Pair input) const;
};

// "kernel", two positive integers, as every windowed op has it; no default.
AttrDef KernelAttr();
AttrDef StrideAttr();      // "stride", default 1
AttrDef PoolStrideAttr();  // "stride", default none: the kernel
AttrDef PadAttr();         // "pad", default 0
AttrDef DilationAttr();    // "dilation", default 1
AttrDef SizeAttr();        // "size", of the input of a gradient's forward op

// A convolution's window: stride, pad and dilation of `attrs`.
Window ConvolutionWindow(const Attrs& attrs, Pair kernel);
// A pooling's window: kernel, stride and pad of `attrs`.
Window PoolingWindow(const Attrs& attrs);
// An attribute of two integers.
Pair PairOf(const Attrs& attrs, absl::string_view name);
// And as a value of such an attribute.
std::vector<int64_t> Ints(Pair pair);
// "3x5"
std::string ToText(Pair pair);

// No window lies wholly in the padding, so that each has a maximum and torch's
// rule holds: "pad = 2 is more than half of kernel 3x3".
absl::Status ExpectPoolingPad(const Window& window);

}  // namespace synfire

#endif  // SYNFIRE_OPS_NN_WINDOW_WINDOW_H_
