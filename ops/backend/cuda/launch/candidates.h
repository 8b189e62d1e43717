// Kernels that launch bodies (block.h) as candidates of the graph.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_LAUNCH_CANDIDATES_H_
#define SYNFIRE_OPS_BACKEND_CUDA_LAUNCH_CANDIDATES_H_

#include <memory>
#include <string>
#include <type_traits>
#include <vector>

#include "graph/op/kernel.h"
#include "graph/op/registry.h"
#include "ops/backend/cuda/launch/packed.h"

namespace synfire {

// As KernelCandidate::make.  The class has the static function Accepts(problem)
// and a constructor from the problem.
template <class KernelClass>
KernelOrRefusal MakeBodyKernel(const KernelProblem& problem) {
  SYNFIRE_RETURN_IF_ERROR(KernelClass::Accepts(problem));
  return std::make_unique<KernelClass>(problem);
}

// Adds candidates of one name for one kind of device.
struct CandidateAdder {
  std::string name;    // "cuda"
  std::string device;  // KernelCandidate::device
  OpRegistry* registry;

  // REQUIRES: the op is in the registry.
  template <class KernelClass>
  void Add(const std::string& op, std::vector<int> packed_inputs = {},
           std::vector<int> packed_outputs = {}) const {
    registry->AddKernel({op, name, MakeBodyKernel<KernelClass>,
                         std::move(packed_inputs), std::move(packed_outputs),
                         device});
  }
};

template <int kLanes>
using LaneCount = std::integral_constant<int, kLanes>;

inline ElementBits BitsOf(const KernelArgument& argument) {
  return argument.form == Form::kPlain   ? ElementBits::kPlain
         : argument.form == Form::kBytes ? ElementBits::kBytes
                                         : ElementBits::kBits;
}

// As WithLanes, for a body whose output may be packed: where rows are whole
// bytes of bits launch(LaneCount<kLanesOfByte>()), else launch(LaneCount<1>()).
template <class Launch>
void WithLanesOfByte(int64_t size, Launch&& launch) {
  if (size % kLanesOfByte == 0) {
    launch(LaneCount<kLanesOfByte>());
  } else {
    launch(LaneCount<1>());
  }
}

// Calls launch(LaneCount<4>()) where rows of `size` floats, the first of them
// aligned, all start at multiples of 16 bytes; else launch(LaneCount<1>()).
template <class Launch>
void WithLanes(int64_t size, Launch&& launch) {
  if (size % 4 == 0) {
    launch(LaneCount<4>());
  } else {
    launch(LaneCount<1>());
  }
}

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_LAUNCH_CANDIDATES_H_
