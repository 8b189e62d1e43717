// batch_norm and its gradient.  Rows are cut into chunks of a fixed size;
// each chunk's sums are made in f64 and added in the chunks' order, so a result
// is the same for any number of threads.
#include <algorithm>
#include <cmath>

#include "core/parallel.h"
#include "ops/backend/cpu/kernels/cpu_kernels.h"
#include "ops/backend/cpu/kernels/for_each_isa.h"

namespace synfire {
namespace {

// The rows of a problem, in chunks, and two sums a channel for each chunk.
class Rows {
 public:
  explicit Rows(const KernelProblem& problem)
      : channels(problem.input(0).shape.back()),
        rows(problem.InputElements(0) / channels),
        chunk_rows_(std::max<int64_t>(1, kChunkElements / channels)),
        chunks_((rows + chunk_rows_ - 1) / chunk_rows_) {}

  // Of scratch: the chunks' sums, the totals, and four vectors of floats.
  size_t scratch_bytes() const {
    return sizeof(double) * 2 * channels * (chunks_ + 1) +
           sizeof(float) * 4 * channels;
  }
  double* Totals(void* scratch) const {
    return static_cast<double*>(scratch) + 2 * channels * chunks_;
  }
  float* Floats(void* scratch, int i) const {
    return reinterpret_cast<float*>(Totals(scratch) + 2 * channels) +
           i * channels;
  }

  // body(first element, rows) for each chunk.
  template <typename Body>
  void ForChunks(Body&& body) const {
    ParallelFor(chunks_, 1, [&](int64_t begin, int64_t end) {
      for (int64_t chunk = begin; chunk < end; ++chunk) {
        const int64_t first = chunk * chunk_rows_;
        body(chunk, first * channels, std::min(chunk_rows_, rows - first));
      }
    });
  }

  // Fills Totals: two sums a channel, of add(offset, rows, sum, other sum).
  template <typename Add>
  void Sum(void* scratch, Add&& add) const {
    double* const sums = static_cast<double*>(scratch);
    ForChunks([&](int64_t chunk, int64_t offset, int64_t count) {
      double* const mine = sums + 2 * channels * chunk;
      std::fill(mine, mine + 2 * channels, 0.0);
      add(offset, count, mine, mine + channels);
    });
    double* const totals = Totals(scratch);
    std::fill(totals, totals + 2 * channels, 0.0);
    for (int64_t chunk = 0; chunk < chunks_; ++chunk) {
      for (int64_t c = 0; c < 2 * channels; ++c) {
        totals[c] += sums[2 * channels * chunk + c];
      }
    }
  }

  const int64_t channels, rows;

 private:
  const int64_t chunk_rows_, chunks_;
};

class BatchNormKernel : public Kernel {
 public:
  BatchNormKernel(const KernelProblem& problem, const Loops& loops)
      : rows_(problem),
        loops_(loops),
        epsilon_(problem.attrs.Float("epsilon")) {}
  static absl::Status Accepts(const KernelProblem&) { return absl::OkStatus(); }

  size_t scratch_bytes() const override { return rows_.scratch_bytes(); }

  void Run(const KernelArgs& args) override {
    const float* x = args.Input<float>(0);
    const float* scale = args.Input<float>(1);
    float *mean = args.Output<float>(1), *variance = args.Output<float>(2);
    float* slope = rows_.Floats(args.scratch, 0);
    // Differences to the first row keep the square of a large mean out of the
    // sums; what is left of it is a few deviations.
    rows_.Sum(args.scratch, [&](int64_t offset, int64_t count, double* sum,
                                double* square) {
      loops_.moments(x + offset, count, rows_.channels, x, sum, square);
    });
    const double* sum = rows_.Totals(args.scratch);
    const double* square = sum + rows_.channels;
    for (int64_t c = 0; c < rows_.channels; ++c) {
      const double shifted = sum[c] / rows_.rows;
      const double v =
          std::max(0.0, square[c] / rows_.rows - shifted * shifted);
      mean[c] = static_cast<float>(x[c] + shifted);
      variance[c] = static_cast<float>(v);
      slope[c] = static_cast<float>(scale[c] / std::sqrt(v + epsilon_));
    }
    rows_.ForChunks([&](int64_t, int64_t offset, int64_t count) {
      loops_.normalise(x + offset, count, rows_.channels, mean, slope,
                       args.Input<float>(2), args.Output<float>(0) + offset);
    });
  }

 private:
  const Rows rows_;
  const Loops& loops_;
  const double epsilon_;
};

class BatchNormGradKernel : public Kernel {
 public:
  BatchNormGradKernel(const KernelProblem& problem, const Loops& loops)
      : rows_(problem),
        loops_(loops),
        epsilon_(problem.attrs.Float("epsilon")) {}
  static absl::Status Accepts(const KernelProblem& problem) {
    return ExpectAlikeInTime(problem);
  }

  size_t scratch_bytes() const override { return rows_.scratch_bytes(); }

  void Run(const KernelArgs& args) override {
    const float *dy = args.Input<float>(0), *x = args.Input<float>(1);
    const float *scale = args.Input<float>(2), *mean = args.Input<float>(3);
    const float* variance = args.Input<float>(4);
    float* inverse = rows_.Floats(args.scratch, 0);
    float* slope = rows_.Floats(args.scratch, 1);
    float* a = rows_.Floats(args.scratch, 2);
    float* b = rows_.Floats(args.scratch, 3);
    for (int64_t c = 0; c < rows_.channels; ++c) {
      inverse[c] = static_cast<float>(1 / std::sqrt(variance[c] + epsilon_));
      slope[c] = scale[c] * inverse[c];
    }
    rows_.Sum(args.scratch, [&](int64_t offset, int64_t count, double* dshift,
                                double* dscale) {
      loops_.norm_sums(dy + offset, x + offset, count, rows_.channels, mean,
                       inverse, dshift, dscale);
    });
    const double* dshift = rows_.Totals(args.scratch);
    const double* dscale = dshift + rows_.channels;
    for (int64_t c = 0; c < rows_.channels; ++c) {
      a[c] = static_cast<float>(dshift[c] / rows_.rows);
      b[c] = static_cast<float>(dscale[c] / rows_.rows * inverse[c]);
      args.Output<float>(1)[c] = static_cast<float>(dscale[c]);
      args.Output<float>(2)[c] = static_cast<float>(dshift[c]);
    }
    rows_.ForChunks([&](int64_t, int64_t offset, int64_t count) {
      loops_.norm_grad(dy + offset, x + offset, count, rows_.channels, mean,
                       slope, a, b, args.Output<float>(0) + offset);
    });
  }

 private:
  const Rows rows_;
  const Loops& loops_;
  const double epsilon_;
};

class NormApplyKernel : public Kernel {
 public:
  NormApplyKernel(const KernelProblem& problem, const Loops& loops)
      : rows_(problem),
        loops_(loops),
        epsilon_(problem.attrs.Float("epsilon")) {}
  static absl::Status Accepts(const KernelProblem&) { return absl::OkStatus(); }

  size_t scratch_bytes() const override { return rows_.scratch_bytes(); }

  void Run(const KernelArgs& args) override {
    const float* scale = args.Input<float>(1);
    const float* variance = args.Input<float>(4);
    float* slope = rows_.Floats(args.scratch, 0);
    for (int64_t c = 0; c < rows_.channels; ++c) {
      slope[c] =
          static_cast<float>(scale[c] / std::sqrt(variance[c] + epsilon_));
    }
    rows_.ForChunks([&](int64_t, int64_t offset, int64_t count) {
      loops_.normalise(args.Input<float>(0) + offset, count, rows_.channels,
                       args.Input<float>(3), slope, args.Input<float>(2),
                       args.Output<float>(0) + offset);
    });
  }

 private:
  const Rows rows_;
  const Loops& loops_;
  const double epsilon_;
};

}  // namespace

void AddCpuNormKernels(OpRegistry* registry) {
  AddForEachIsa<BatchNormKernel>("batch_norm", registry);
  AddForEachIsa<BatchNormGradKernel>("batch_norm_grad", registry);
  AddForEachIsa<NormApplyKernel>("norm_apply", registry);
}

}  // namespace synfire
