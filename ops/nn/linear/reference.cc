#include <algorithm>

#include "graph/op/real.h"
#include "ops/nn/blocks.h"
#include "ops/nn/linear/linear.h"
#include "ops/nn/operands/operands.h"

namespace synfire {
namespace {

template <typename R>
void Forward(int64_t rows, int64_t inputs, int64_t outputs, const R* x,
             const R* weight, const R* bias, R* y) {
  ParallelForEach(rows, inputs * outputs, [&](int64_t n) {
    for (int64_t o = 0; o < outputs; ++o) {
      double sum = bias ? bias[o] : 0;
      for (int64_t i = 0; i < inputs; ++i) {
        sum += static_cast<double>(weight[o * inputs + i]) * x[n * inputs + i];
      }
      y[n * outputs + o] = static_cast<R>(sum);
    }
  });
}

template <typename R>
void GradInput(int64_t rows, int64_t inputs, int64_t outputs, const R* dy,
               const R* weight, R* dx) {
  ParallelForEach(rows, inputs * outputs, [&](int64_t n) {
    ForBlocks(inputs, [&](int64_t first, int64_t size) {
      double sum[kBlock] = {};
      for (int64_t o = 0; o < outputs; ++o) {
        const double gradient = dy[n * outputs + o];
        const R* row = weight + o * inputs + first;
        for (int64_t j = 0; j < size; ++j) sum[j] += gradient * row[j];
      }
      R* to = dx + n * inputs + first;
      for (int64_t j = 0; j < size; ++j) to[j] = static_cast<R>(sum[j]);
    });
  });
}

template <typename R>
void GradWeight(int64_t inputs, int64_t outputs, const R* x, int64_t x_rows,
                const R* dy, int64_t dy_rows, R* dweight) {
  const int64_t rows = std::max(x_rows, dy_rows);
  ParallelForEach(outputs, rows * inputs, [&](int64_t o) {
    ForBlocks(inputs, [&](int64_t first, int64_t size) {
      double sum[kBlock] = {};
      for (int64_t n = 0; n < rows; ++n) {
        const double gradient = dy[n % dy_rows * outputs + o];
        const R* row = x + n % x_rows * inputs + first;
        for (int64_t j = 0; j < size; ++j) sum[j] += gradient * row[j];
      }
      R* to = dweight + o * inputs + first;
      for (int64_t j = 0; j < size; ++j) to[j] = static_cast<R>(sum[j]);
    });
  });
}

}  // namespace

void ReferenceLinear(const KernelProblem& problem, const KernelArgs& args) {
  const int64_t outputs = problem.output(0).shape[1];
  const int64_t rows = problem.OutputElements(0) / outputs;
  VisitReal(problem.output(0).dtype, [&](auto real) {
    using R = decltype(real);
    Forward<R>(rows, problem.input(0).shape[1], outputs,
               Operand<R, 0>(problem, args), Operand<R, 1>(problem, args),
               problem.has_input(2) ? args.Input<R>(2) : nullptr,
               args.Output<R>(0));
    FinishResult<R>(problem, args);
  });
}

void ReferenceLinearGradInput(const KernelProblem& problem,
                              const KernelArgs& args) {
  const int64_t outputs = problem.input(0).shape[1];
  const int64_t rows = problem.InputElements(0) / outputs;
  VisitReal(problem.output(0).dtype, [&](auto real) {
    using R = decltype(real);
    GradInput<R>(rows, problem.output(0).shape[1], outputs,
                 Operand<R, 0>(problem, args), Operand<R, 1>(problem, args),
                 args.Output<R>(0));
  });
}

void ReferenceLinearGradWeight(const KernelProblem& problem,
                               const KernelArgs& args) {
  const int64_t inputs = problem.input(0).shape[1];
  const int64_t outputs = problem.input(1).shape[1];
  VisitReal(problem.output(0).dtype, [&](auto real) {
    using R = decltype(real);
    GradWeight<R>(inputs, outputs, Operand<R, 0>(problem, args),
                  problem.InputElements(0) / inputs,
                  Operand<R, 1>(problem, args),
                  problem.InputElements(1) / outputs, args.Output<R>(0));
  });
}

}  // namespace synfire
