// A scheduled graph bound to kernels and memory: a flat list of calls.
#ifndef SYNFIRE_GRAPH_EXEC_EXECUTABLE_H_
#define SYNFIRE_GRAPH_EXEC_EXECUTABLE_H_

#include <memory>
#include <string>
#include <vector>

#include "core/buffer.h"
#include "core/device_buffer.h"
#include "core/status.h"
#include "graph/exec/device_step.h"
#include "graph/exec/program.h"
#include "graph/exec/variables.h"
#include "graph/ir/graph.h"
#include "graph/plan/kernels.h"
#include "graph/plan/plan.h"

namespace synfire {

// Runs do not allocate.  Not thread-safe; two executables that share variables
// must not run at the same time, nor two on one device.
//
// On the host, a started step is done when Start returns.  On a device it runs
// on while the host writes the inputs of the next one.
class Executable {
 public:
  // `variables` holds every variable of the graph and outlives this.
  // ResourceExhausted, with what is needed and what is free, where there is not
  // memory enough.
  static absl::StatusOr<std::unique_ptr<Executable>> Bind(
      Graph graph, KernelPolicy policy, VariableStore* variables,
      const Placement& placement = {});

  const Graph& graph() const { return graph_; }
  const MemoryPlan& plan() const { return plan_; }
  const std::vector<KernelChoice>& kernels() const { return kernels_; }

  // Where a named input is to be written for the next step: all of it, before
  // that step starts, asked for anew each time.  Inputs that are not asked for
  // stay what they were.  And the memory of a named output, to be read after
  // Wait and before the next Start.  Null where there is none.
  void* input(absl::string_view name);
  const void* output(absl::string_view name) const;
  // REQUIRES: the output exists, is one number of this kind.
  double Scalar(absl::string_view output) const;
  int64_t Count(absl::string_view output) const;

  // Start and Wait.
  absl::Status Run();
  // Begins a step; more than one may be begun before Wait.
  absl::Status Start();
  // For the outputs of the last step begun.  Errors are the device's.
  absl::Status Wait();
  // Begins to carry the inputs written so far to the device.  Start does it,
  // and sooner is sooner there.
  void Stage();
  // As Run, and adds the seconds of each node to (*seconds)[node].
  absl::Status RunTimed(std::vector<double>* seconds);

 private:
  explicit Executable(Graph graph) : graph_(std::move(graph)) {}
  absl::Status Allocate(VariableStore* variables, Device* device);
  absl::Status CheckFits(const VariableStore& variables, Device* device) const;
  char* arena() const {
    return device_arena_.data() != nullptr ? device_arena_.data()
                                           : arena_.as<char>();
  }
  void* Address(ValueId id, VariableStore* variables) const;
  void SetProgram();
  absl::Status BindDevice(VariableStore* variables, const Placement& placement);
  void UpdateVariables();

  Graph graph_;
  std::vector<KernelChoice> kernels_;
  MemoryPlan plan_;
  Buffer arena_;
  DeviceBuffer device_arena_;
  std::vector<void*> addresses_;  // by value
  Program program_;
  std::unique_ptr<DeviceStep> device_step_;      // null on the host
  std::vector<int> input_index_, output_index_;  // by value: in its transfers
};

// Bytes of each input of `graph`, in order.
std::vector<int64_t> InputBytes(const Graph& graph);

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_EXEC_EXECUTABLE_H_
