// A program on a device.  Calls that can be one (graph/exec/joint_calls.h) are,
// unless each node is waited for.  The first step is put there call by call,
// the second one recorded, and from then on replayed.
#ifndef SYNFIRE_GRAPH_EXEC_DEVICE_STEP_H_
#define SYNFIRE_GRAPH_EXEC_DEVICE_STEP_H_

#include <memory>
#include <vector>

#include "core/device.h"
#include "core/status.h"
#include "graph/exec/joint_calls.h"
#include "graph/exec/program.h"
#include "graph/exec/transfers.h"
#include "graph/exec/variables.h"
#include "graph/ir/graph.h"

namespace synfire {

// Where a graph runs.
struct Placement {
  Device* device = nullptr;  // outlives what runs there; null: the host
  // On a device: waits for each node, so that an error there names it.  Slow.
  bool wait_for_each_node = false;
};

// Errors name the network and the device, those of a call that fails as it is
// put there its layer, op and shapes.  What fails later, on the device, has a
// layer only where each is waited for.  Threads: as the device.
class DeviceStep {
 public:
  // All of them outlive this.  `variable_of`: the plan's, by value; `updated`:
  // variables that a step writes.
  // REQUIRES: there is a device.
  DeviceStep(const Placement& placement, const Graph* graph,
             const Program* program, const std::vector<ValueId>& variable_of,
             VariableStore* variables, std::vector<Variable*> updated,
             std::unique_ptr<Transfers> transfers);
  ~DeviceStep();  // waits
  DeviceStep(const DeviceStep&) = delete;
  DeviceStep& operator=(const DeviceStep&) = delete;

  Transfers& transfers() { return *transfers_; }
  const Transfers& transfers() const { return *transfers_; }

  // Puts a step on the compute stream.
  absl::Status Start();
  // Waits for the last one started, and brings its outputs.
  absl::Status Wait();
  // Start and Wait, and adds the seconds of each node to (*seconds)[node];
  // those of nodes that are one call in shares by what each writes.
  absl::Status RunTimed(std::vector<double>* seconds);

 private:
  absl::Status Prepare();
  absl::Status PutCalls(const JointCalls& calls);
  int64_t Written(NodeId id) const;
  void PutUpdates();
  absl::Status Put();
  absl::Status Located(const absl::Status& status) const;

  Device& device_;
  const bool wait_for_each_node_;
  const Graph& graph_;
  const Program& program_;
  VariableStore& variables_;
  const std::vector<JointCalls> calls_;
  const std::vector<Variable*> updated_;
  const std::unique_ptr<Transfers> transfers_;
  bool has_run_ = false;
  std::unique_ptr<RecordedWork> recorded_;
  std::vector<std::unique_ptr<DeviceEvent>> between_;  // calls_; RunTimed's
};

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_EXEC_DEVICE_STEP_H_
