#include "graph/exec/joint_calls.h"

#include <set>

namespace synfire {
namespace {

// The variables that a node reads and writes, in their own memory.
struct Accesses {
  std::set<ValueId> read, written;
  bool writes_else = false;  // other memory
};

Accesses AccessesOf(const Graph& graph, const Node& node,
                    const std::vector<ValueId>& variable_of) {
  Accesses accesses;
  for (ValueId input : node.inputs) {
    if (input != kNone && variable_of[input] != kNone) {
      accesses.read.insert(variable_of[input]);
    }
  }
  for (ValueId output : node.outputs) {
    if (variable_of[output] != kNone) {
      accesses.written.insert(variable_of[output]);
    } else if (graph.type(output).Elements(graph.steps()) > 0) {
      accesses.writes_else = true;
    }
  }
  return accesses;
}

bool Meet(const std::set<ValueId>& a, const std::set<ValueId>& b) {
  for (ValueId id : a) {
    if (b.count(id) > 0) return true;
  }
  return false;
}

bool Independent(const Accesses& a, const Accesses& b) {
  return !a.writes_else && !b.writes_else && !Meet(a.written, b.read) &&
         !Meet(a.read, b.written) && !Meet(a.written, b.written);
}

}  // namespace

std::vector<JointCalls> JoinCalls(const Graph& graph, const Program& program,
                                  const std::vector<ValueId>& variable_of) {
  std::vector<JointCalls> joint;
  Accesses before;  // of the last ones
  for (NodeId id = 0; id < graph.num_nodes(); ++id) {
    const KernelCall& call = program.calls[id];
    const JointRun run = call.kernel->Joint();
    Accesses accesses = AccessesOf(graph, graph.node(id), variable_of);
    if (run != nullptr && !joint.empty() && joint.back().run == run &&
        Independent(before, accesses)) {
      before.read.merge(accesses.read);
      before.written.merge(accesses.written);
    } else {
      joint.push_back({{}, {}, run});
      before = std::move(accesses);
    }
    joint.back().nodes.push_back(id);
    joint.back().calls.push_back(&call);
  }
  return joint;
}

std::vector<JointCalls> SeparateCalls(const Program& program) {
  std::vector<JointCalls> separate;
  for (const KernelCall& call : program.calls) {
    separate.push_back({{static_cast<NodeId>(separate.size())}, {&call}});
  }
  return separate;
}

}  // namespace synfire
