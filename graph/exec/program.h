// A scheduled graph as a flat list of calls with addresses.
#ifndef SYNFIRE_GRAPH_EXEC_PROGRAM_H_
#define SYNFIRE_GRAPH_EXEC_PROGRAM_H_

#include <cstddef>
#include <vector>

#include "graph/op/kernel.h"

namespace synfire {

struct KernelCall {
  Kernel* kernel;
  std::vector<const void*> inputs;
  std::vector<void*> outputs;
  void* scratch;

  void Run(void* stream) const {
    kernel->Run({inputs.data(), outputs.data(), scratch, stream});
  }
};

struct MemoryCopy {
  void* to;
  const void* from;
  size_t bytes;
};

struct Program {
  std::vector<KernelCall> calls;    // by node
  std::vector<MemoryCopy> updates;  // of variables, after the last call
};

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_EXEC_PROGRAM_H_
