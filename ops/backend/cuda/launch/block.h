// A GPU kernel as a body: a struct of numbers and pointers, copied to the
// device by value, with
//
//   kThreads     threads of a block
//   kPhases      between two phases all threads of a block meet
//   Shared       what the threads of a block share; not set at first
//   Run<kPhase>(Place, Shared*)
//                what one thread does in a phase: SYNFIRE_HOST_DEVICE, const
//
// Threads that share a phase run in any order, and so do blocks: nothing that
// one writes may another read before the next phase.  What a thread keeps from
// phase to phase stands in Shared.
//
// The device runs a body by device_launcher.cuh, the host by host_launcher.h:
// a machine without a GPU tests the functions that the GPU runs.
#ifndef SYNFIRE_OPS_BACKEND_CUDA_LAUNCH_BLOCK_H_
#define SYNFIRE_OPS_BACKEND_CUDA_LAUNCH_BLOCK_H_

#include <cstdint>

#include "core/host_device.h"

namespace synfire {

struct Place {
  int64_t block;
  int thread;  // of its block
};

// The Shared of a body whose threads share nothing.
struct NothingShared {};

// Blocks for `items` items, `per_block` in each.
SYNFIRE_HOST_DEVICE int64_t BlocksFor(int64_t items, int64_t per_block) {
  return (items + per_block - 1) / per_block;
}

}  // namespace synfire

#endif  // SYNFIRE_OPS_BACKEND_CUDA_LAUNCH_BLOCK_H_
