// max_pool2d and its gradient, a row of channels at a time.
#include <algorithm>

#include "ops/backend/cpu/kernels/cpu_kernels.h"
#include "ops/backend/cpu/kernels/pool_windows.h"
#include "ops/backend/cpu/loops/packed.h"

namespace synfire {
namespace {

// Of a window: `which` is a byte.
constexpr int64_t kMostTaps = 256;

// x and y may be packed: the rows of pixels that a row of windows reads are
// then unpacked, and the row packed, one after the other.  Where both are, all
// of it is in bytes.
class MaxPoolKernel : public Kernel {
 public:
  MaxPoolKernel(const KernelProblem& problem, const Loops& loops)
      : sizes_(SizesOfPooling(problem)),
        loops_(loops.pool),
        x_(*problem.inputs[0], loops),
        y_(problem.outputs[0], loops),
        workers_(std::min<int64_t>(NumThreads(), sizes_.rows)) {}
  static absl::Status Accepts(const KernelProblem&) { return absl::OkStatus(); }

  size_t scratch_bytes() const override {
    if (x_.plain() && y_.plain()) return 0;
    return (in_bytes() ? 1 : sizeof(float)) * workers_ *
           (read_elements() + written_elements());
  }

  void Run(const KernelArgs& args) override {
    if (in_bytes()) {
      PoolRows<uint8_t>(args);
    } else {
      PoolRows<float>(args);
    }
  }

 private:
  bool in_bytes() const { return !x_.plain() && !y_.plain(); }
  int64_t full_row() const { return sizes_.full[kWidth] * sizes_.channels; }
  int64_t read_elements() const {
    return std::min(sizes_.window.kernel[kHeight], sizes_.full[kHeight]) *
           full_row();
  }
  int64_t written_elements() const {
    return sizes_.pooled[kWidth] * sizes_.channels;
  }

  template <class T>
  void PoolRows(const KernelArgs& args) const {
    ParallelFor(workers_, 1, [&](int64_t begin, int64_t end) {
      for (int64_t worker = begin; worker < end; ++worker) {
        T* const read = static_cast<T*>(args.scratch) +
                        worker * (read_elements() + written_elements());
        const int64_t last = (worker + 1) * sizes_.rows / workers_;
        for (int64_t image = worker * sizes_.rows / workers_; image < last;
             ++image) {
          for (int64_t p = 0; p < sizes_.pooled[kHeight]; ++p) {
            PoolRow(args, image, p, read, read + read_elements());
          }
        }
      }
    });
  }

  template <class T>
  void PoolRow(const KernelArgs& args, int64_t image, int64_t p, T* read,
               T* written) const {
    const PoolingSizes& s = sizes_;
    const int64_t kernel = s.window.kernel[kHeight];
    const int64_t first_row =
        std::max<int64_t>(0, s.window.Source(kHeight, p, 0));
    const int64_t last_row =
        std::min(s.full[kHeight], s.window.Source(kHeight, p, kernel - 1) + 1);
    const int64_t origin = first_row * full_row();
    const T* const x = Read(args.inputs[0], image * s.full_size() + origin,
                            (last_row - first_row) * full_row(), read);
    const int64_t to = image * s.pooled_size() + p * written_elements();
    T* const row = y_.Begin(args.outputs[0], to, written);
    PoolWindows(x, origin, p, row, args.Output<uint8_t>(1) + to);
    y_.Finish(args.outputs[0], to, written_elements(), row);
  }

  // A row of windows; element i of the image is x[i - origin].
  void PoolWindows(const float* x, int64_t origin, int64_t p, float* y,
                   uint8_t* which) const {
    const int64_t channels = sizes_.channels;
    for (int64_t q = 0; q < sizes_.pooled[kWidth]; ++q) {
      bool first = true;
      ForTaps(sizes_, p, q, [&](uint8_t tap, int64_t at) {
        const float* const from = x + (at - origin);
        if (first) {
          std::copy(from, from + channels, y);
          std::fill(which, which + channels, tap);
          first = false;
        } else {
          loops_.maximum(from, channels, tap, y, which);
        }
      });
      y += channels;
      which += channels;
    }
  }
  void PoolWindows(const uint8_t* x, int64_t origin, int64_t p, uint8_t* y,
                   uint8_t* which) const {
    const PoolingSizes& s = sizes_;
    int64_t places[kMostTaps];
    uint8_t numbers[kMostTaps];
    ByteWindows windows{};
    windows.x = x;
    windows.places = places;
    windows.numbers = numbers;
    windows.step = s.window.stride[kWidth] * s.channels;
    windows.channels = s.channels;
    for (int64_t q = 0; q < s.pooled[kWidth]; q += windows.windows) {
      windows.taps = 0;
      ForTaps(s, p, q, [&](uint8_t tap, int64_t at) {
        places[windows.taps] = at - origin;
        numbers[windows.taps++] = tap;
      });
      windows.windows = WindowsAlike(q);
      windows.best = y + q * s.channels;
      windows.which = which + q * s.channels;
      loops_.maximum_bytes(windows);
    }
  }
  // How many windows from q on have the taps of q inside: one at an edge.
  int64_t WindowsAlike(int64_t q) const {
    const Window& w = sizes_.window;
    const int64_t last_tap = w.kernel[kWidth] - 1;
    const int64_t room =
        sizes_.full[kWidth] - 1 - w.Source(kWidth, q, last_tap);
    if (w.Source(kWidth, q, 0) < 0 || room < 0) return 1;
    return std::min(sizes_.pooled[kWidth] - q, room / w.stride[kWidth] + 1);
  }

  const float* Read(const void* base, int64_t first, int64_t count,
                    float* buffer) const {
    return x_.Read(base, first, count, buffer);
  }
  const uint8_t* Read(const void* base, int64_t first, int64_t count,
                      uint8_t* buffer) const {
    return x_.ReadBytes(base, first, count, buffer);
  }
  const PoolingSizes sizes_;
  const PoolLoops& loops_;
  const PackedInput x_;
  const PackedOutput y_;
  const int64_t workers_;
};

class MaxPoolGradKernel : public Kernel {
 public:
  MaxPoolGradKernel(const KernelProblem& problem, const Loops& loops)
      : sizes_(SizesOfPoolingGrad(problem)), loops_(loops.pool) {}
  static absl::Status Accepts(const KernelProblem&) { return absl::OkStatus(); }

  void Run(const KernelArgs& args) override {
    const PoolingSizes& s = sizes_;
    ForImages(s, [&](int64_t image) {
      const float* dy = args.Input<float>(0) + image * s.pooled_size();
      const uint8_t* which = args.Input<uint8_t>(1) + image * s.pooled_size();
      float* dx = args.Output<float>(0) + image * s.full_size();
      ForWindowsOfGradient(s, dx, [&](int64_t p, int64_t q, int64_t from) {
        ForTaps(s, p, q, [&](uint8_t tap, int64_t to) {
          loops_.add_winners(dy + from, which + from, s.channels, tap, dx + to);
        });
      });
    });
  }

 private:
  const PoolingSizes sizes_;
  const PoolLoops& loops_;
};

}  // namespace

void AddCpuMaxPoolKernels(OpRegistry* registry) {
  AddForEachIsa<MaxPoolKernel>("max_pool2d", registry, {0}, {0});
  AddForEachIsa<MaxPoolGradKernel>("max_pool2d_grad", registry);
}

}  // namespace synfire
