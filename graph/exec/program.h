// A scheduled graph as a flat list of calls with addresses.
#ifndef SYNFIRE_GRAPH_EXEC_PROGRAM_H_
#define SYNFIRE_GRAPH_EXEC_PROGRAM_H_

#include <cstddef>
#include <vector>

#include "graph/op/kernel.h"

namespace synfire {

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
