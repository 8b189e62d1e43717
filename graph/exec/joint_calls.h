// Which calls of a program a device is given as one: updates of variables, so
// that an optimizer is one launch, however many parameters there are.
#ifndef SYNFIRE_GRAPH_EXEC_JOINT_CALLS_H_
#define SYNFIRE_GRAPH_EXEC_JOINT_CALLS_H_

#include <vector>

#include "graph/exec/program.h"
#include "graph/ir/graph.h"

namespace synfire {

struct JointCalls {
  std::vector<NodeId> nodes;
  std::vector<const KernelCall*> calls;  // the program's, of those nodes
  JointRun run = nullptr;                // of several calls

  void Run(void* stream) const {
    if (calls.size() == 1) {
      calls[0]->Run(stream);
    } else {
      run(calls, stream);
    }
  }
};

// The calls in their order.  Neighbours are one where their kernels have the
// same JointRun, all that they write are variables' next values in the
// variables' own memory (`variable_of`: MemoryPlan), which they share with
// nothing, and none writes a variable that another one accesses.
std::vector<JointCalls> JoinCalls(const Graph& graph, const Program& program,
                                  const std::vector<ValueId>& variable_of);

// Each call for itself.
std::vector<JointCalls> SeparateCalls(const Program& program);

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_EXEC_JOINT_CALLS_H_
