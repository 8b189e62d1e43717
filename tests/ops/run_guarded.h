// Runs one kernel so that every mistake of its about memory is caught: fresh
// buffers between sentinels, outputs and scratch filled with rubbish, inputs
// compared afterwards.
#ifndef SYNFIRE_TESTS_OPS_RUN_GUARDED_H_
#define SYNFIRE_TESTS_OPS_RUN_GUARDED_H_

#include <cstdint>
#include <utility>
#include <vector>

#include "core/status.h"
#include "graph/op/kernel.h"
#include "graph/op/op.h"

namespace synfire {

// The elements of a value in form kPlain.
using Bytes = std::vector<char>;

// 64-byte aligned memory with sentinels directly before and behind it.
class GuardedBuffer {
 public:
  GuardedBuffer(int64_t bytes, unsigned char fill);
  explicit GuardedBuffer(const Bytes& content);

  void* data() { return memory_.data() + begin_; }
  Bytes content() const;
  bool intact() const;  // the sentinels still stand

 private:
  std::vector<char> memory_;
  int64_t begin_, bytes_;
};

// Runs `kernel` of `problem` twice, on outputs and scratch of different
// rubbish, and returns the outputs.  `inputs` are in the problem's order, null
// where absent.  For each pair (output, input) of `in_place` the two share
// memory.  Errors: a sentinel was overwritten; an input that is not in place
// changed; the two runs differ: an element was not written, or the result
// depends on what the scratch held.
absl::StatusOr<std::vector<Bytes>> RunGuarded(
    const KernelProblem& problem, Kernel& kernel,
    const std::vector<const Bytes*>& inputs,
    const std::vector<std::pair<int, int>>& in_place = {});

// The ways in which this problem can work in place: each pair of
// OpDef::in_place whose arguments are present and of one type alone, and all
// together where no argument is in two.
std::vector<std::vector<std::pair<int, int>>> InPlaceChoices(
    const KernelProblem& problem);

}  // namespace synfire

#endif  // SYNFIRE_TESTS_OPS_RUN_GUARDED_H_
