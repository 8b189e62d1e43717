#include "graph/op/real.h"
#include "ops/math/time/time.h"

namespace synfire {
namespace {

// Calls body(x, y, steps, size): the arrays, T, and the elements of one step.
template <typename Body>
void VisitSteps(const KernelProblem& problem, const KernelArgs& args,
                Body&& body) {
  VisitReal(problem.output(0).dtype, [&](auto zero) {
    using Real = decltype(zero);
    body(args.Input<Real>(0), args.Output<Real>(0), problem.steps,
         problem.output(0).shape.size());
  });
}

}  // namespace

void ReferenceSumTime(const KernelProblem& problem, const KernelArgs& args) {
  VisitSteps(problem, args, [](auto x, auto y, int64_t steps, int64_t size) {
    for (int64_t i = 0; i < size; ++i) {
      double sum = 0;
      for (int64_t t = 0; t < steps; ++t) sum += x[t * size + i];
      y[i] = sum;
    }
  });
}

void ReferenceMeanTime(const KernelProblem& problem, const KernelArgs& args) {
  const int64_t terms = problem.input(0).temporal() ? problem.steps : 1;
  VisitSteps(problem, args, [&](auto x, auto y, int64_t, int64_t size) {
    for (int64_t i = 0; i < size; ++i) {
      double sum = 0;
      for (int64_t t = 0; t < terms; ++t) sum += x[t * size + i];
      y[i] = sum / terms;
    }
  });
}

void ReferenceRepeatTime(const KernelProblem& problem, const KernelArgs& args) {
  VisitSteps(problem, args, [](auto x, auto y, int64_t steps, int64_t size) {
    for (int64_t i = 0; i < steps * size; ++i) y[i] = x[i % size];
  });
}

void ReferenceStackTime(const KernelProblem& problem, const KernelArgs& args) {
  VisitReal(problem.output(0).dtype, [&](auto zero) {
    using Real = decltype(zero);
    const int64_t size = problem.output(0).shape.size();
    for (int64_t t = 0; t < problem.steps; ++t) {
      for (int64_t i = 0; i < size; ++i) {
        args.Output<Real>(0)[t * size + i] = args.Input<Real>(t)[i];
      }
    }
  });
}

void ReferenceStepOf(const KernelProblem& problem, const KernelArgs& args) {
  const int64_t t = problem.attrs.Int("t");
  VisitSteps(problem, args, [t](auto x, auto y, int64_t, int64_t size) {
    for (int64_t i = 0; i < size; ++i) y[i] = x[t * size + i];
  });
}

void ReferencePlaceStep(const KernelProblem& problem, const KernelArgs& args) {
  const int64_t t = problem.attrs.Int("t");
  VisitSteps(problem, args, [t](auto x, auto y, int64_t steps, int64_t size) {
    for (int64_t i = 0; i < steps * size; ++i) {
      y[i] = i / size == t ? x[i % size] : 0;
    }
  });
}

void ReferenceDelay(const KernelProblem& problem, const KernelArgs& args) {
  const int64_t back = problem.attrs.Int("steps");
  // Only an unfinished graph has a delay without input.
  SYNFIRE_CHECK(problem.has_input(0));
  const bool temporal = problem.input(0).temporal();
  VisitSteps(problem, args, [&](auto x, auto y, int64_t steps, int64_t size) {
    for (int64_t t = 0; t < steps; ++t) {
      const int64_t from = temporal ? t - back : 0;
      for (int64_t i = 0; i < size; ++i) {
        y[t * size + i] = t < back ? 0 : x[from * size + i];
      }
    }
  });
}

void ReferenceAdvance(const KernelProblem& problem, const KernelArgs& args) {
  const int64_t ahead = problem.attrs.Int("steps");
  VisitSteps(problem, args, [&](auto x, auto y, int64_t steps, int64_t size) {
    for (int64_t t = 0; t < steps; ++t) {
      for (int64_t i = 0; i < size; ++i) {
        y[t * size + i] = ahead < steps - t ? x[(t + ahead) * size + i] : 0;
      }
    }
  });
}

}  // namespace synfire
