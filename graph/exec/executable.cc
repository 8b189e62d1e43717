#include "graph/exec/executable.h"

#include <chrono>
#include <cstring>

namespace synfire {
namespace {

// What `type` takes where the host and the device exchange it.
int64_t PlainBytes(const Graph& graph, ValueId id) {
  return BytesOf(graph.type(id), graph.steps(), Form::kPlain);
}

}  // namespace

std::vector<int64_t> InputBytes(const Graph& graph) {
  std::vector<int64_t> bytes;
  for (ValueId id = 0; id < graph.num_values(); ++id) {
    if (graph.value(id).role != Role::kInput) continue;
    bytes.push_back(PlainBytes(graph, id));
  }
  return bytes;
}

absl::StatusOr<std::unique_ptr<Executable>> Executable::Bind(
    Graph graph, KernelPolicy policy, VariableStore* variables,
    const Placement& placement) {
  Device* const device = placement.device;
  std::unique_ptr<Executable> self(new Executable(std::move(graph)));
  const Graph& g = self->graph_;
  SYNFIRE_ASSIGN_OR_RETURN(
      self->kernels_,
      ChooseKernels(g, policy, device == nullptr ? kCpu : device->kind()));
  SYNFIRE_ASSIGN_OR_RETURN(self->plan_, PlanMemory(g, self->kernels_));
  SYNFIRE_RETURN_IF_ERROR(self->Allocate(variables, device));
  for (ValueId id = 0; id < g.num_values(); ++id) {
    self->addresses_.push_back(self->Address(id, variables));
  }
  self->SetProgram();
  if (device != nullptr) {
    SYNFIRE_RETURN_IF_ERROR(self->BindDevice(variables, placement));
  }
  return self;
}

absl::Status Executable::Allocate(VariableStore* variables, Device* device) {
  if (device != nullptr) {
    SYNFIRE_RETURN_IF_ERROR(CheckFits(*variables, device));
    SYNFIRE_RETURN_IF_ERROR(variables->UseDevice(device));
    SYNFIRE_ASSIGN_OR_RETURN(device_arena_,
                             DeviceBuffer::Allocate(device, plan_.arena_bytes));
    return absl::OkStatus();
  }
  absl::StatusOr<Buffer> arena = Buffer::Allocate(plan_.arena_bytes);
  if (!arena.ok()) {
    return Annotate(arena.status(),
                    absl::StrCat("the step of '", graph_.name(), "' needs ",
                                 plan_.arena_bytes, " bytes: "));
  }
  arena_ = *std::move(arena);
  return absl::OkStatus();
}

absl::Status Executable::CheckFits(const VariableStore& variables,
                                   Device* device) const {
  SYNFIRE_ASSIGN_OR_RETURN(const DeviceMemoryAmounts memory, device->Memory());
  const int64_t staging = Transfers::StagingBytes(InputBytes(graph_));
  const int64_t fresh = variables.BytesNotOnDevice();
  const int64_t needed = plan_.arena_bytes + fresh + staging;
  if (needed <= memory.free_bytes) return absl::OkStatus();
  return absl::ResourceExhaustedError(absl::StrCat(
      "a step of '", graph_.name(), "' needs ", needed, " bytes of ",
      device->name(), " (values ", plan_.arena_bytes, ", variables ", fresh,
      ", inputs on their way ", staging, "), of whose ", memory.total_bytes,
      " there are ", memory.free_bytes, " free"));
}

void* Executable::Address(ValueId id, VariableStore* variables) const {
  const ValueId variable = plan_.variable_of[id];
  if (variable != kNone) {
    Variable* stored = variables->Find(graph_.value(variable).name);
    SYNFIRE_CHECK(stored != nullptr);
    SYNFIRE_CHECK(stored->type == graph_.type(variable));
    return stored->on_device != nullptr ? stored->on_device
                                        : stored->buffer.data();
  }
  return arena() + plan_.buffers[plan_.buffer_of[id]].offset;
}

void Executable::SetProgram() {
  for (NodeId id = 0; id < graph_.num_nodes(); ++id) {
    KernelCall call{kernels_[id].kernel.get(), {}, {}, nullptr};
    for (ValueId input : graph_.node(id).inputs) {
      call.inputs.push_back(input == kNone ? nullptr : addresses_[input]);
    }
    for (ValueId output : graph_.node(id).outputs) {
      call.outputs.push_back(addresses_[output]);
    }
    const int scratch = plan_.scratch_of[id];
    if (scratch != kNone) {
      call.scratch = arena() + plan_.buffers[scratch].offset;
    }
    program_.calls.push_back(std::move(call));
  }
  for (const Update& copy : plan_.copies) {
    program_.updates.push_back(
        {addresses_[copy.variable], addresses_[copy.value],
         static_cast<size_t>(PlainBytes(graph_, copy.variable))});
  }
}

absl::Status Executable::BindDevice(VariableStore* variables,
                                    const Placement& placement) {
  const auto array = [&](ValueId id) {
    return DeviceArray{static_cast<char*>(addresses_[id]),
                       PlainBytes(graph_, id)};
  };
  std::vector<DeviceArray> inputs, outputs;
  input_index_.assign(graph_.num_values(), kNone);
  output_index_.assign(graph_.num_values(), kNone);
  for (ValueId id = 0; id < graph_.num_values(); ++id) {
    if (graph_.value(id).role != Role::kInput) continue;
    input_index_[id] = static_cast<int>(inputs.size());
    inputs.push_back(array(id));
  }
  for (const NamedOutput& output : graph_.outputs()) {
    if (output_index_[output.value] != kNone) continue;
    output_index_[output.value] = static_cast<int>(outputs.size());
    outputs.push_back(array(output.value));
  }
  std::vector<Variable*> updated;
  for (const Update& update : graph_.updates()) {
    updated.push_back(variables->Find(graph_.value(update.variable).name));
  }
  SYNFIRE_ASSIGN_OR_RETURN(
      std::unique_ptr<Transfers> transfers,
      Transfers::Create(placement.device, inputs, outputs));
  device_step_ = std::make_unique<DeviceStep>(
      placement, &graph_, &program_, plan_.variable_of, variables,
      std::move(updated), std::move(transfers));
  return absl::OkStatus();
}

void* Executable::input(absl::string_view name) {
  const ValueId id = graph_.FindValue(name);
  if (id == kNone || graph_.value(id).role != Role::kInput) return nullptr;
  if (device_step_ == nullptr) return addresses_[id];
  return device_step_->transfers().input(input_index_[id]);
}

const void* Executable::output(absl::string_view name) const {
  const ValueId id = graph_.FindOutput(name);
  if (id == kNone) return nullptr;
  if (device_step_ == nullptr) return addresses_[id];
  return device_step_->transfers().output(output_index_[id]);
}

double Executable::Scalar(absl::string_view name) const {
  const Type& type = graph_.type(graph_.FindOutput(name));
  const void* data = output(name);
  if (type.dtype == DType::kF64) return *static_cast<const double*>(data);
  SYNFIRE_CHECK(type.dtype == DType::kF32);
  return *static_cast<const float*>(data);
}

int64_t Executable::Count(absl::string_view name) const {
  SYNFIRE_CHECK(graph_.type(graph_.FindOutput(name)).dtype == DType::kI64);
  return *static_cast<const int64_t*>(output(name));
}

absl::Status Executable::Run() {
  SYNFIRE_RETURN_IF_ERROR(Start());
  return Wait();
}

absl::Status Executable::Start() {
  if (device_step_ != nullptr) return device_step_->Start();
  for (const KernelCall& call : program_.calls) call.Run(/*stream=*/nullptr);
  UpdateVariables();
  return absl::OkStatus();
}

absl::Status Executable::Wait() {
  return device_step_ == nullptr ? absl::OkStatus() : device_step_->Wait();
}

void Executable::Stage() {
  if (device_step_ != nullptr) device_step_->transfers().Stage();
}

void Executable::UpdateVariables() {
  for (const MemoryCopy& copy : program_.updates) {
    std::memcpy(copy.to, copy.from, copy.bytes);
  }
}

absl::Status Executable::RunTimed(std::vector<double>* seconds) {
  if (device_step_ != nullptr) return device_step_->RunTimed(seconds);
  using Clock = std::chrono::steady_clock;
  seconds->resize(program_.calls.size(), 0.0);
  Clock::time_point before = Clock::now();
  for (size_t i = 0; i < program_.calls.size(); ++i) {
    program_.calls[i].Run(/*stream=*/nullptr);
    const Clock::time_point after = Clock::now();
    (*seconds)[i] += std::chrono::duration<double>(after - before).count();
    before = after;
  }
  UpdateVariables();
  return absl::OkStatus();
}

}  // namespace synfire
