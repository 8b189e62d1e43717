// dropout: the mask of a step's elements is drawn once for all steps.
#include "ops/nn/dropout/dropout.h"

#include <algorithm>
#include <string>

#include "core/rng.h"
#include "ops/backend/cpu/kernels/cpu_kernels.h"
#include "ops/backend/cpu/kernels/element_kernel.h"

namespace synfire {
namespace {

class DropoutKernel : public ElementKernel {
 public:
  DropoutKernel(const KernelProblem& problem, const Loops& loops)
      : ElementKernel(problem, loops),
        probability_(problem.attrs.Float("probability")),
        key_(problem.attrs.String("key")) {}

  void Run(const KernelArgs& args) override {
    const RandomKey key = DropoutKey(*args.Input<int64_t>(1), key_);
    const uint64_t draw = static_cast<uint64_t>(*args.Input<int64_t>(2));
    ParallelFor(size_, kDrawn, [&](int64_t from, int64_t to) {
      float factors[kDrawn];
      for (int64_t begin = from; begin < to; begin += kDrawn) {
        const int64_t count = std::min(kDrawn, to - begin);
        Draw(key, draw, begin, count, factors);
        for (int64_t step = 0; step < steps_; ++step) {
          const Piece piece{args, strides_, step, size_, begin, count};
          loops_.mask(factors, piece.Input(0), count, piece.Output(0));
        }
      }
    });
  }

 private:
  static constexpr int64_t kDrawn = 1024;  // elements; a multiple of 4

  // The factors of elements [begin, begin + count): as Uniform() would draw
  // them one by one, four to a call.  REQUIRES: begin is a multiple of 4.
  void Draw(RandomKey key, uint64_t draw, int64_t begin, int64_t count,
            float* factors) const {
    const float kept = static_cast<float>(1 / (1 - probability_));
    for (int64_t i = 0; i < count; i += 4) {
      const RandomWords words = Philox(key, draw, (begin + i) / 4);
      for (int j = 0; j < 4; ++j) {
        factors[i + j] =
            UniformOfWord(words.word[j]) >= probability_ ? kept : 0.0f;
      }
    }
  }

  const double probability_;
  const std::string key_;
};

}  // namespace

void AddCpuDropoutKernels(OpRegistry* registry) {
  AddForEachIsa<DropoutKernel>("dropout", registry);
}

}  // namespace synfire
