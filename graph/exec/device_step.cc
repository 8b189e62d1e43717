#include "graph/exec/device_step.h"

#include "absl/strings/str_join.h"

namespace synfire {
namespace {

// "layer 'conv1': conv2d(f32[2,8,8,3], f32[16,3,3,3]) -> f32[2,8,8,16]".
std::string CallText(const Graph& graph, const Node& node) {
  const auto type = [&](std::string* out, ValueId id) {
    absl::StrAppend(out, id == kNone ? "-" : graph.type(id).ToString());
  };
  return absl::StrCat("layer '", node.name, "': ", node.op->name(), "(",
                      absl::StrJoin(node.inputs, ", ", type), ") -> ",
                      absl::StrJoin(node.outputs, ", ", type));
}

}  // namespace

DeviceStep::DeviceStep(const Placement& placement, const Graph* graph,
                       const Program* program,
                       const std::vector<ValueId>& variable_of,
                       VariableStore* variables, std::vector<Variable*> updated,
                       std::unique_ptr<Transfers> transfers)
    : device_(*placement.device),
      wait_for_each_node_(placement.wait_for_each_node),
      graph_(*graph),
      program_(*program),
      variables_(*variables),
      calls_(wait_for_each_node_ ? SeparateCalls(*program)
                                 : JoinCalls(*graph, *program, variable_of)),
      updated_(std::move(updated)),
      transfers_(std::move(transfers)) {}

DeviceStep::~DeviceStep() { device_.Synchronize().IgnoreError(); }

absl::Status DeviceStep::Located(const absl::Status& status) const {
  if (status.ok()) return status;
  return Annotate(status, absl::StrCat("a step of '", graph_.name(), "' on ",
                                       device_.name(), ": "));
}

absl::Status DeviceStep::PutCalls(const JointCalls& calls) {
  calls.Run(device_.compute().handle());
  absl::Status status = device_.status();
  if (status.ok() && wait_for_each_node_) status = device_.Synchronize();
  if (status.ok()) return status;
  const size_t others = calls.nodes.size() - 1;
  return Annotate(
      status,
      absl::StrCat(
          CallText(graph_, graph_.node(calls.nodes[0])),
          others == 0 ? "" : absl::StrCat(" and ", others, " more of its kind"),
          ": "));
}

void DeviceStep::PutUpdates() {
  for (const MemoryCopy& copy : program_.updates) {
    device_.compute().CopyOnDevice(copy.to, copy.from, copy.bytes);
  }
}

absl::Status DeviceStep::Put() {
  for (const JointCalls& calls : calls_) {
    SYNFIRE_RETURN_IF_ERROR(PutCalls(calls));
  }
  PutUpdates();
  return device_.status();
}

// What comes before the first call.
absl::Status DeviceStep::Prepare() {
  // An earlier error, lest the first call be blamed for it.
  SYNFIRE_RETURN_IF_ERROR(device_.status());
  SYNFIRE_RETURN_IF_ERROR(variables_.Upload());
  transfers_->BringInputs();
  for (Variable* variable : updated_) variable->host_is_old = true;
  return device_.status();
}

absl::Status DeviceStep::Start() {
  SYNFIRE_RETURN_IF_ERROR(Located(Prepare()));
  if (!has_run_ || wait_for_each_node_) {
    // Whatever a kernel does in its first run only is then done.
    has_run_ = true;
    return Located(Put());
  }
  if (recorded_ == nullptr) {
    SYNFIRE_RETURN_IF_ERROR(Located(device_.BeginRecording()));
    const absl::Status put = Put();
    absl::StatusOr<std::unique_ptr<RecordedWork>> recorded =
        device_.EndRecording();
    SYNFIRE_RETURN_IF_ERROR(Located(put));
    SYNFIRE_RETURN_IF_ERROR(Located(recorded.status()));
    recorded_ = *std::move(recorded);
  }
  device_.Replay(recorded_.get());
  return Located(device_.status());
}

absl::Status DeviceStep::Wait() {
  const absl::Status status = transfers_->FetchOutputs();
  if (status.ok() || wait_for_each_node_) return Located(status);
  return Located(absl::Status(
      status.code(), absl::StrCat(status.message(),
                                  "; --wait-for-each-layer finds the layer")));
}

// Elements, and one more.
int64_t DeviceStep::Written(NodeId id) const {
  int64_t elements = 1;
  for (ValueId output : graph_.node(id).outputs) {
    elements += graph_.type(output).Elements(graph_.steps());
  }
  return elements;
}

absl::Status DeviceStep::RunTimed(std::vector<double>* seconds) {
  seconds->resize(graph_.num_nodes(), 0.0);
  while (between_.size() < calls_.size() + 1) {
    SYNFIRE_ASSIGN_OR_RETURN(auto event, device_.NewEvent());
    between_.push_back(std::move(event));
  }
  SYNFIRE_RETURN_IF_ERROR(Located(Prepare()));
  DeviceStream& compute = device_.compute();
  compute.Record(between_[0].get());
  for (size_t i = 0; i < calls_.size(); ++i) {
    SYNFIRE_RETURN_IF_ERROR(Located(PutCalls(calls_[i])));
    compute.Record(between_[i + 1].get());
  }
  PutUpdates();
  has_run_ = true;
  SYNFIRE_RETURN_IF_ERROR(Wait());
  for (size_t i = 0; i < calls_.size(); ++i) {
    SYNFIRE_ASSIGN_OR_RETURN(
        const double taken,
        device_.SecondsBetween(*between_[i], *between_[i + 1]));
    double all = 0;
    for (NodeId id : calls_[i].nodes) all += Written(id);
    for (NodeId id : calls_[i].nodes) {
      (*seconds)[id] += taken * Written(id) / all;
    }
  }
  return absl::OkStatus();
}

}  // namespace synfire
