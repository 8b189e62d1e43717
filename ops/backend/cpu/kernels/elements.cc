// Element-wise ops: add, connect and its gradient, scale, dropout.
#include <algorithm>
#include <string>
#include <vector>

#include "core/parallel.h"
#include "core/rng.h"
#include "ops/backend/cpu/kernels/cpu_kernels.h"
#include "ops/backend/cpu/kernels/for_each_isa.h"
#include "ops/nn/dropout/dropout.h"

namespace synfire {
namespace {

// Inputs of one extent, some of which are static and hold for every step of the
// others; outputs have the time of output 0.
class ElementKernel : public Kernel {
 public:
  static absl::Status Accepts(const KernelProblem&) { return absl::OkStatus(); }

 protected:
  ElementKernel(const KernelProblem& problem, const Loops& loops)
      : loops_(loops.element),
        size_(problem.output(0).shape.size()),
        steps_(problem.output(0).temporal() ? problem.steps : 1) {
    for (const auto& input : problem.inputs) {
      strides_.push_back(input->type.temporal() ? size_ : 0);
    }
  }

  // A piece of one step: of all arguments the elements [begin, begin + count).
  struct Piece {
    const KernelArgs& args;
    const std::vector<int64_t>& strides;
    int64_t step, size, begin, count;

    const float* Input(int i) const {
      return args.Input<float>(i) + step * strides[i] + begin;
    }
    float* Output(int i) const {
      return args.Output<float>(i) + step * size + begin;
    }
  };

  // Calls body(piece) for pieces that cover the outputs, spread over threads.
  template <typename Body>
  void ForPieces(const KernelArgs& args, Body&& body) const {
    ParallelFor(size_ * steps_, kChunkElements, [&](int64_t from, int64_t to) {
      while (from < to) {
        const int64_t step = from / size_, begin = from % size_;
        const int64_t count =
            std::min({to - from, size_ - begin, kChunkElements});
        body(Piece{args, strides_, step, size_, begin, count});
        from += count;
      }
    });
  }

  const ElementLoops& loops_;
  const int64_t size_, steps_;
  std::vector<int64_t> strides_;
};

class AddKernel : public ElementKernel {
 public:
  AddKernel(const KernelProblem& problem, const Loops& loops)
      : ElementKernel(problem, loops), terms_(problem.inputs.size()) {}

  // The order of the sum is that of the inputs.
  void Run(const KernelArgs& args) override {
    ForPieces(args, [&](const Piece& piece) {
      const float* sum = piece.Input(0);
      float* y = piece.Output(0);
      if (terms_ == 1 && sum != y) std::copy(sum, sum + piece.count, y);
      for (int i = 1; i < terms_; ++i, sum = y) {
        loops_.add(sum, piece.Input(i), piece.count, y);
      }
    });
  }

 private:
  const int terms_;
};

enum class Connection { kAdd, kAnd, kIand };

Connection ConnectionOf(const KernelProblem& problem) {
  const std::string& g = problem.attrs.String("g");
  return g == "ADD"   ? Connection::kAdd
         : g == "AND" ? Connection::kAnd
                      : Connection::kIand;
}

class ConnectKernel : public ElementKernel {
 public:
  ConnectKernel(const KernelProblem& problem, const Loops& loops)
      : ElementKernel(problem, loops) {
    const Connection g = ConnectionOf(problem);
    apply_ = g == Connection::kAdd   ? loops_.add
             : g == Connection::kAnd ? loops_.multiply
                                     : loops_.multiply_complement;
  }

  void Run(const KernelArgs& args) override {
    ForPieces(args, [&](const Piece& piece) {
      apply_(piece.Input(0), piece.Input(1), piece.count, piece.Output(0));
    });
  }

 private:
  decltype(ElementLoops::add) apply_;
};

// Inputs dy, residual A, shortcut S; outputs da, ds.
class ConnectGradKernel : public ElementKernel {
 public:
  ConnectGradKernel(const KernelProblem& problem, const Loops& loops)
      : ElementKernel(problem, loops), g_(ConnectionOf(problem)) {}

  void Run(const KernelArgs& args) override {
    ForPieces(args, [&](const Piece& piece) {
      const float *dy = piece.Input(0), *a = piece.Input(1),
                  *s = piece.Input(2);
      float *da = piece.Output(0), *ds = piece.Output(1);
      switch (g_) {
        case Connection::kAdd:
          std::copy(dy, dy + piece.count, da);
          std::copy(dy, dy + piece.count, ds);
          break;
        case Connection::kAnd:
          loops_.multiply(dy, s, piece.count, da);
          loops_.multiply(dy, a, piece.count, ds);
          break;
        case Connection::kIand:
          loops_.multiply_negated(dy, s, piece.count, da);
          loops_.multiply_complement(a, dy, piece.count, ds);
          break;
      }
    });
  }

 private:
  const Connection g_;
};

class ScaleKernel : public ElementKernel {
 public:
  ScaleKernel(const KernelProblem& problem, const Loops& loops)
      : ElementKernel(problem, loops),
        factor_(static_cast<float>(problem.attrs.Float("factor"))) {}

  void Run(const KernelArgs& args) override {
    ForPieces(args, [&](const Piece& piece) {
      loops_.scale(factor_, piece.Input(0), piece.count, piece.Output(0));
    });
  }

 private:
  const float factor_;
};

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

void AddCpuElementKernels(OpRegistry* registry) {
  AddForEachIsa<AddKernel>("add", registry);
  AddForEachIsa<ConnectKernel>("connect", registry);
  AddForEachIsa<ConnectGradKernel>("connect_grad", registry);
  AddForEachIsa<ScaleKernel>("scale", registry);
  AddForEachIsa<DropoutKernel>("dropout", registry);
}

}  // namespace synfire
