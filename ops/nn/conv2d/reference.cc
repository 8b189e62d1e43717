#include <vector>

#include "graph/op/real.h"
#include "ops/nn/blocks.h"
#include "ops/nn/conv2d/conv2d.h"
#include "ops/nn/operands/operands.h"

namespace synfire {
namespace {

// Calls body(tap_h, tap_w, source_h, source_w) for the taps of output position
// (p, q) that read inside the image.
template <typename Body>
void ForTaps(const Conv2dSizes& s, int64_t p, int64_t q, Body&& body) {
  for (int64_t kh = 0; kh < s.window.kernel[kHeight]; ++kh) {
    const int64_t h = s.window.Source(kHeight, p, kh);
    if (h < 0 || h >= s.input[kHeight]) continue;
    for (int64_t kw = 0; kw < s.window.kernel[kWidth]; ++kw) {
      const int64_t w = s.window.Source(kWidth, q, kw);
      if (w < 0 || w >= s.input[kWidth]) continue;
      body(kh, kw, h, w);
    }
  }
}

// weight [O,I,KH,KW] as doubles [KH,KW,I,O] or, with the outputs outside,
// [KH,KW,O,I]: the inner loops run over neighbours.  The memory stays with the
// thread, for a kernel must not allocate in a steady state.
template <typename R>
const double* Transposed(const Conv2dSizes& s, const R* weight,
                         bool outputs_innermost) {
  thread_local std::vector<double> memory;
  const int64_t taps = s.window.taps();
  const int64_t inputs = s.group_inputs, outputs = s.out_channels;
  memory.resize(taps * inputs * outputs);
  for (int64_t o = 0; o < outputs; ++o) {
    for (int64_t i = 0; i < inputs; ++i) {
      for (int64_t tap = 0; tap < taps; ++tap) {
        const int64_t to = outputs_innermost ? (tap * inputs + i) * outputs + o
                                             : (tap * outputs + o) * inputs + i;
        memory[to] = weight[(o * inputs + i) * taps + tap];
      }
    }
  }
  return memory.data();
}

template <typename R>
void Forward(const Conv2dSizes& s, const R* x, const R* weight, const R* bias,
             R* y) {
  const double* by_output = Transposed(s, weight, /*outputs_innermost=*/true);
  const int64_t kernel_width = s.window.kernel[kWidth];
  // y of one position, channels [first, first + size), all of one group.
  const auto position = [&](const R* image, int64_t p, int64_t q, int64_t group,
                            int64_t first, int64_t size, R* out) {
    double sum[kBlock];
    for (int64_t j = 0; j < size; ++j) sum[j] = bias ? bias[first + j] : 0;
    ForTaps(s, p, q, [&](int64_t kh, int64_t kw, int64_t h, int64_t w) {
      const R* from = image + (h * s.input[kWidth] + w) * s.in_channels +
                      group * s.group_inputs;
      const int64_t tap = kh * kernel_width + kw;
      const double* row =
          by_output + tap * s.group_inputs * s.out_channels + first;
      for (int64_t i = 0; i < s.group_inputs; ++i, row += s.out_channels) {
        const double value = from[i];
        for (int64_t j = 0; j < size; ++j) sum[j] += value * row[j];
      }
    });
    for (int64_t j = 0; j < size; ++j) out[j] = static_cast<R>(sum[j]);
  };
  ParallelForEach(s.rows, s.multiplications() / s.rows, [&](int64_t row) {
    const R* image = x + row * s.input_size();
    R* out = y + row * s.output_size();
    for (int64_t group = 0; group < s.groups; ++group) {
      ForBlocks(s.group_outputs, [&](int64_t begin, int64_t size) {
        const int64_t first = group * s.group_outputs + begin;
        for (int64_t p = 0; p < s.output[kHeight]; ++p) {
          for (int64_t q = 0; q < s.output[kWidth]; ++q) {
            R* to = out + (p * s.output[kWidth] + q) * s.out_channels + first;
            position(image, p, q, group, first, size, to);
          }
        }
      });
    }
  });
}

template <typename R>
void GradInput(const Conv2dSizes& s, const R* dy, const R* weight, R* dx) {
  const double* by_input = Transposed(s, weight, /*outputs_innermost=*/false);
  // dx of one position, channels [first, first + size) of one group: the sum
  // over the output positions that read it.
  const auto position = [&](const R* gradient, int64_t h, int64_t w,
                            int64_t group, int64_t first, int64_t size, R* to) {
    double sum[kBlock] = {};
    for (int64_t kh = 0; kh < s.window.kernel[kHeight]; ++kh) {
      const int64_t p = s.window.Reader(kHeight, h, kh, s.output[kHeight]);
      if (p < 0) continue;
      for (int64_t kw = 0; kw < s.window.kernel[kWidth]; ++kw) {
        const int64_t q = s.window.Reader(kWidth, w, kw, s.output[kWidth]);
        if (q < 0) continue;
        const int64_t begin = group * s.group_outputs;
        const R* from =
            gradient + (p * s.output[kWidth] + q) * s.out_channels + begin;
        const int64_t tap = kh * s.window.kernel[kWidth] + kw;
        const double* row =
            by_input + (tap * s.out_channels + begin) * s.group_inputs + first;
        for (int64_t o = 0; o < s.group_outputs; ++o, row += s.group_inputs) {
          const double value = from[o];
          for (int64_t j = 0; j < size; ++j) sum[j] += value * row[j];
        }
      }
    }
    for (int64_t j = 0; j < size; ++j) to[j] = static_cast<R>(sum[j]);
  };
  ParallelForEach(s.rows, s.multiplications() / s.rows, [&](int64_t row) {
    const R* gradient = dy + row * s.output_size();
    R* image = dx + row * s.input_size();
    for (int64_t group = 0; group < s.groups; ++group) {
      ForBlocks(s.group_inputs, [&](int64_t first, int64_t size) {
        for (int64_t h = 0; h < s.input[kHeight]; ++h) {
          for (int64_t w = 0; w < s.input[kWidth]; ++w) {
            R* to = image + (h * s.input[kWidth] + w) * s.in_channels +
                    group * s.group_inputs + first;
            position(gradient, h, w, group, first, size, to);
          }
        }
      });
    }
  });
}

// dweight[o, first .. first + size, kh, kw]: one sum over all positions.
template <typename R>
void GradWeight(const Conv2dSizes& s, const R* x, int64_t x_rows, const R* dy,
                int64_t dy_rows, R* dweight) {
  const int64_t taps = s.window.taps();
  const auto block = [&](int64_t o, int64_t kh, int64_t kw, int64_t first,
                         int64_t size, R* out) {
    double sum[kBlock] = {};
    const int64_t channel = o / s.group_outputs * s.group_inputs + first;
    for (int64_t row = 0; row < s.rows; ++row) {
      const R* image = x + row % x_rows * s.input_size() + channel;
      const R* gradient = dy + row % dy_rows * s.output_size() + o;
      for (int64_t p = 0; p < s.output[kHeight]; ++p) {
        const int64_t h = s.window.Source(kHeight, p, kh);
        if (h < 0 || h >= s.input[kHeight]) continue;
        for (int64_t q = 0; q < s.output[kWidth]; ++q) {
          const int64_t w = s.window.Source(kWidth, q, kw);
          if (w < 0 || w >= s.input[kWidth]) continue;
          const double value =
              gradient[(p * s.output[kWidth] + q) * s.out_channels];
          const R* from = image + (h * s.input[kWidth] + w) * s.in_channels;
          for (int64_t j = 0; j < size; ++j) sum[j] += value * from[j];
        }
      }
    }
    for (int64_t j = 0; j < size; ++j) out[j * taps] = static_cast<R>(sum[j]);
  };
  ParallelForEach(
      s.out_channels, s.multiplications() / s.out_channels, [&](int64_t o) {
        for (int64_t tap = 0; tap < taps; ++tap) {
          const int64_t kh = tap / s.window.kernel[kWidth];
          const int64_t kw = tap % s.window.kernel[kWidth];
          ForBlocks(s.group_inputs, [&](int64_t first, int64_t size) {
            R* out = dweight + (o * s.group_inputs + first) * taps + tap;
            block(o, kh, kw, first, size, out);
          });
        }
      });
}

}  // namespace

void ReferenceConv2d(const KernelProblem& problem, const KernelArgs& args) {
  VisitReal(problem.output(0).dtype, [&](auto real) {
    using R = decltype(real);
    const R* bias = problem.has_input(2) ? args.Input<R>(2) : nullptr;
    Forward<R>(SizesOfConv2d(problem), Operand<R, 0>(problem, args),
               Operand<R, 1>(problem, args), bias, args.Output<R>(0));
    FinishResult<R>(problem, args);
  });
}

void ReferenceConv2dGradInput(const KernelProblem& problem,
                              const KernelArgs& args) {
  VisitReal(problem.output(0).dtype, [&](auto real) {
    using R = decltype(real);
    GradInput<R>(SizesOfConv2dGradInput(problem), Operand<R, 0>(problem, args),
                 Operand<R, 1>(problem, args), args.Output<R>(0));
  });
}

void ReferenceConv2dGradWeight(const KernelProblem& problem,
                               const KernelArgs& args) {
  VisitReal(problem.output(0).dtype, [&](auto real) {
    using R = decltype(real);
    const Conv2dSizes sizes = SizesOfConv2dGradWeight(problem);
    const auto rows = [&](int i) {
      return problem.input(i).shape[0] *
             (problem.input(i).temporal() ? problem.steps : 1);
    };
    GradWeight<R>(sizes, Operand<R, 0>(problem, args), rows(0),
                  Operand<R, 1>(problem, args), rows(1), args.Output<R>(0));
  });
}

}  // namespace synfire
