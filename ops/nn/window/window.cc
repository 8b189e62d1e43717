#include "ops/nn/window/window.h"

namespace synfire {
namespace {

AttrDef PairAttr(std::string name, double min, std::string doc) {
  AttrDef def{std::move(name), AttrType::kInts, std::move(doc)};
  def.min = min;
  def.max = kLargestExtent;
  def.length = 2;
  return def;
}

// Both alike are written once, as a user would.
std::string Short(Pair pair) {
  return pair[0] == pair[1] ? absl::StrCat(pair[0]) : ToText(pair);
}

}  // namespace

absl::StatusOr<Pair> Window::Output(Pair input) const {
  Pair output;
  for (Axis axis : {kHeight, kWidth}) {
    if (input[axis] > kLargestExtent) {
      return UserError("the input is ", ToText(input), ", expected at most ",
                       kLargestExtent, " along each axis");
    }
    const int64_t extent = dilation[axis] * (kernel[axis] - 1) + 1;
    const int64_t room = input[axis] + 2 * pad[axis] - extent;
    if (room < 0) {
      return UserError("kernel ", ToText(kernel),
                       dilation == Pair{1, 1}
                           ? ""
                           : absl::StrCat(" with dilation ", Short(dilation)),
                       " does not fit the ", ToText(input), " input with pad ",
                       Short(pad));
    }
    output[axis] = room / stride[axis] + 1;
  }
  return output;
}

AttrDef KernelAttr() {
  return PairAttr("kernel", 1, "height and width of the window");
}
AttrDef StrideAttr() {
  AttrDef def = PairAttr("stride", 1, "input positions from window to window");
  def.fallback = Ints({1, 1});
  return def;
}
AttrDef PoolStrideAttr() {
  AttrDef def = PairAttr(
      "stride", 1, "input positions from window to window; none: the kernel");
  def.none_allowed = true;
  def.fallback = None();
  return def;
}
AttrDef PadAttr() {
  AttrDef def = PairAttr("pad", 0, "positions of padding on each side");
  def.fallback = Ints({0, 0});
  return def;
}
AttrDef DilationAttr() {
  AttrDef def = PairAttr("dilation", 1, "input positions from tap to tap");
  def.fallback = Ints({1, 1});
  return def;
}
AttrDef SizeAttr() {
  return PairAttr("size", 1, "height and width of the forward op's input");
}

Window ConvolutionWindow(const Attrs& attrs, Pair kernel) {
  Window window;
  window.kernel = kernel;
  window.stride = PairOf(attrs, "stride");
  window.pad = PairOf(attrs, "pad");
  window.dilation = PairOf(attrs, "dilation");
  return window;
}

Window PoolingWindow(const Attrs& attrs) {
  Window window;
  window.kernel = PairOf(attrs, "kernel");
  window.stride =
      attrs.IsNone("stride") ? window.kernel : PairOf(attrs, "stride");
  window.pad = PairOf(attrs, "pad");
  return window;
}

Pair PairOf(const Attrs& attrs, absl::string_view name) {
  const std::vector<int64_t>& values = attrs.Ints(name);
  return {values[0], values[1]};
}

std::vector<int64_t> Ints(Pair pair) { return {pair[0], pair[1]}; }

std::string ToText(Pair pair) { return absl::StrCat(pair[0], "x", pair[1]); }

absl::Status ExpectPoolingPad(const Window& window) {
  for (Axis axis : {kHeight, kWidth}) {
    if (2 * window.pad[axis] > window.kernel[axis]) {
      return UserError("pad = ", Short(window.pad),
                       " is more than half of kernel ", ToText(window.kernel));
    }
  }
  return absl::OkStatus();
}

}  // namespace synfire
