// A scheduled graph bound to kernels and memory: a flat list of calls.
#ifndef SYNFIRE_GRAPH_EXEC_EXECUTABLE_H_
#define SYNFIRE_GRAPH_EXEC_EXECUTABLE_H_

#include <memory>
#include <string>
#include <vector>

#include "core/buffer.h"
#include "core/status.h"
#include "graph/exec/variables.h"
#include "graph/ir/graph.h"
#include "graph/plan/kernels.h"
#include "graph/plan/plan.h"

namespace synfire {

// Run() does not allocate.  Not thread-safe; two executables that share
// variables must not run at the same time.
class Executable {
 public:
  // `variables` holds every variable of the graph and outlives this.
  static absl::StatusOr<std::unique_ptr<Executable>> Bind(
      Graph graph, KernelPolicy policy, VariableStore* variables);

  const Graph& graph() const { return graph_; }
  const MemoryPlan& plan() const { return plan_; }
  const std::vector<KernelChoice>& kernels() const { return kernels_; }

  // The memory of a named input, to be written before a run, and of a named
  // output, to be read after one.  Null where there is none.
  void* input(absl::string_view name) const;
  const void* output(absl::string_view name) const;
  // REQUIRES: the output exists, is one number of this kind.
  double Scalar(absl::string_view output) const;
  int64_t Count(absl::string_view output) const;

  void Run();
  // As Run, and adds the seconds of each node to (*seconds)[node].
  void RunTimed(std::vector<double>* seconds);

 private:
  struct Step {
    Kernel* kernel;
    std::vector<const void*> inputs;
    std::vector<void*> outputs;
    void* scratch;
  };
  struct CopyStep {
    void* to;
    const void* from;
    size_t bytes;
  };

  explicit Executable(Graph graph) : graph_(std::move(graph)) {}
  void* Address(ValueId id, VariableStore* variables) const;

  Graph graph_;
  std::vector<KernelChoice> kernels_;
  MemoryPlan plan_;
  Buffer arena_;
  std::vector<Step> steps_;
  std::vector<CopyStep> copies_;
  std::vector<void*> addresses_;  // by value
};

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_EXEC_EXECUTABLE_H_
