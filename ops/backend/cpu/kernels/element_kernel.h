// What the kernels of element-wise ops have in common.
#ifndef SYNFIRE_OPS_BACKEND_CPU_KERNELS_ELEMENT_KERNEL_H_
#define SYNFIRE_OPS_BACKEND_CPU_KERNELS_ELEMENT_KERNEL_H_

#include <algorithm>
#include <vector>

#include "core/parallel.h"
#include "ops/backend/cpu/kernels/for_each_isa.h"

namespace synfire {

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

    int64_t InputAt(int i) const { return step * strides[i] + begin; }
    int64_t OutputAt() const { return step * size + begin; }
    const float* Input(int i) const {
      return args.Input<float>(i) + InputAt(i);
    }
    float* Output(int i) const { return args.Output<float>(i) + OutputAt(); }
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

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CPU_KERNELS_ELEMENT_KERNEL_H_
