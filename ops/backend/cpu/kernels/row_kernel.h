// What the kernels of norms have in common.
#ifndef SYNFIRE_OPS_BACKEND_CPU_KERNELS_ROW_KERNEL_H_
#define SYNFIRE_OPS_BACKEND_CPU_KERNELS_ROW_KERNEL_H_

#include <cmath>

#include "ops/backend/cpu/kernels/for_each_isa.h"
#include "ops/backend/cpu/kernels/row_chunks.h"

namespace synfire {

// A kernel over the rows [*,C] of input 0, with vectors of floats [C] behind
// the chunks' sums in its scratch.
class RowKernel : public Kernel {
 public:
  static absl::Status Accepts(const KernelProblem&) { return absl::OkStatus(); }

  size_t scratch_bytes() const override {
    return rows_.sum_bytes() + sizeof(float) * floats_ * rows_.channels();
  }

 protected:
  RowKernel(const KernelProblem& problem, const Loops& loops, int sums,
            int floats)
      : rows_(problem.InputElements(0) / problem.input(0).shape.back(),
              problem.input(0).shape.back(), sums),
        loops_(loops.norm),
        bf16_{IsBf16(problem, 0), IsBf16(problem, 1)},
        writes_bf16_(problem.outputs[0].form == Form::kBf16),
        floats_(floats) {}

  float* Floats(const KernelArgs& args, int i) const {
    char* const behind = static_cast<char*>(args.scratch) + rows_.sum_bytes();
    return reinterpret_cast<float*>(behind) + i * rows_.channels();
  }

  // Calls body(x, loops) with input `port`, the x of a norm, as it lies there,
  // and the loops for that.
  template <typename Body>
  void WithX(const KernelArgs& args, int port, Body&& body) const {
    if (bf16_[port]) {
      body(args.Input<uint16_t>(port), loops_.bf16);
    } else {
      body(args.Input<float>(port), loops_.floats);
    }
  }

  // Of inputs dy, x, .., mean; vectors [C].
  struct GradientFactors {
    const float *slope, *a, *b;
  };
  // Writes output 0 (loops.h: gradient), as it is to lie there.
  void InputGradient(const KernelArgs& args, const GradientFactors& by) const {
    const float* const mean = args.Input<float>(3);
    WithX(args, 1, [&](const auto* x, const auto& loops) {
      rows_.ForEach([&](int64_t, int64_t first, int64_t rows) {
        const float* const dy = args.Input<float>(0) + first;
        if (writes_bf16_) {
          loops.rounded_gradient(dy, x + first, rows, rows_.channels(), mean,
                                 by.slope, by.a, by.b,
                                 args.Output<uint16_t>(0) + first);
        } else {
          loops.gradient(dy, x + first, rows, rows_.channels(), mean, by.slope,
                         by.a, by.b, args.Output<float>(0) + first);
        }
      });
    });
  }

  const RowChunks rows_;
  const NormLoops& loops_;

 private:
  static bool IsBf16(const KernelProblem& problem, int port) {
    return problem.has_input(port) && problem.inputs[port]->form == Form::kBf16;
  }

  const bool bf16_[2];  // by port
  const bool writes_bf16_;
  const int floats_;
};

// Candidates of a norm or its gradient, whose port `x`, and outputs, may be in
// bf16.
template <class KernelClass>
void AddNorm(const char* op, int x, OpRegistry* registry,
             const std::vector<int>& bf16_outputs = {}) {
  AddForEachIsa<KernelClass>(op, registry, /*packed_inputs=*/{},
                             /*packed_outputs=*/{}, /*bf16_inputs=*/{x},
                             bf16_outputs);
}

// Inputs dy, x, scale, mean, variance; outputs dx, dscale, dshift.
class NormGradKernel : public RowKernel {
 protected:
  NormGradKernel(const KernelProblem& problem, const Loops& loops)
      : RowKernel(problem, loops, /*sums=*/2, /*floats=*/3),
        epsilon_(problem.attrs.Float("epsilon")) {}

  double Inverse(const KernelArgs& args, int64_t c) const {
    return 1 / std::sqrt(args.Input<float>(4)[c] + epsilon_);
  }
  // Writes dscale and dshift, and leaves in the totals, in f64, dshift and the
  // sum of dy * (x - mean).
  void Sums(const KernelArgs& args) const {
    WithX(args, 1, [&](const auto* x, const auto& loops) {
      rows_.ForEach([&](int64_t chunk, int64_t first, int64_t rows) {
        loops.sums(args.Input<float>(0) + first, x + first, rows,
                   rows_.channels(), args.Input<float>(3),
                   rows_.Sum(args.scratch, chunk, 0),
                   rows_.Sum(args.scratch, chunk, 1));
      });
    });
    rows_.AddUp(args.scratch);
    const double* dshift = rows_.Total(args.scratch, 0);
    const double* product = rows_.Total(args.scratch, 1);
    for (int64_t c = 0; c < rows_.channels(); ++c) {
      args.Output<float>(1)[c] =
          static_cast<float>(product[c] * Inverse(args, c));
      args.Output<float>(2)[c] = static_cast<float>(dshift[c]);
    }
  }

 private:
  const double epsilon_;
};

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_KERNELS_ROW_KERNEL_H_
