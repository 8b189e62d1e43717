#include "graph/exec/executable.h"

#include <chrono>
#include <cstring>

namespace synfire {

absl::StatusOr<std::unique_ptr<Executable>> Executable::Bind(
    Graph graph, KernelPolicy policy, VariableStore* variables) {
  std::unique_ptr<Executable> self(new Executable(std::move(graph)));
  const Graph& g = self->graph_;
  SYNFIRE_ASSIGN_OR_RETURN(self->kernels_, ChooseKernels(g, policy));
  SYNFIRE_ASSIGN_OR_RETURN(self->plan_, PlanMemory(g, self->kernels_));
  absl::StatusOr<Buffer> arena = Buffer::Allocate(self->plan_.arena_bytes);
  if (!arena.ok()) {
    return Annotate(arena.status(),
                    absl::StrCat("the step of '", g.name(), "' needs ",
                                 self->plan_.arena_bytes, " bytes: "));
  }
  self->arena_ = *std::move(arena);
  for (ValueId id = 0; id < g.num_values(); ++id) {
    self->addresses_.push_back(self->Address(id, variables));
  }
  for (NodeId id = 0; id < g.num_nodes(); ++id) {
    Step step{self->kernels_[id].kernel.get(), {}, {}, nullptr};
    for (ValueId input : g.node(id).inputs) {
      step.inputs.push_back(input == kNone ? nullptr : self->addresses_[input]);
    }
    for (ValueId output : g.node(id).outputs) {
      step.outputs.push_back(self->addresses_[output]);
    }
    const int scratch = self->plan_.scratch_of[id];
    if (scratch != kNone) {
      step.scratch =
          self->arena_.as<char>() + self->plan_.buffers[scratch].offset;
    }
    self->steps_.push_back(std::move(step));
  }
  for (const Update& copy : self->plan_.copies) {
    self->copies_.push_back(
        {self->addresses_[copy.variable], self->addresses_[copy.value],
         static_cast<size_t>(
             BytesOf(g.type(copy.variable), g.steps(), Form::kPlain))});
  }
  return self;
}

void* Executable::Address(ValueId id, VariableStore* variables) const {
  const ValueId variable = plan_.variable_of[id];
  if (variable != kNone) {
    Variable* stored = variables->Find(graph_.value(variable).name);
    SYNFIRE_CHECK(stored != nullptr);
    SYNFIRE_CHECK(stored->type == graph_.type(variable));
    return stored->buffer.data();
  }
  const int buffer = plan_.buffer_of[id];
  return arena_.as<char>() + plan_.buffers[buffer].offset;
}

void* Executable::input(absl::string_view name) const {
  const ValueId id = graph_.FindValue(name);
  if (id == kNone || graph_.value(id).role != Role::kInput) return nullptr;
  return addresses_[id];
}

const void* Executable::output(absl::string_view name) const {
  const ValueId id = graph_.FindOutput(name);
  return id == kNone ? nullptr : addresses_[id];
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

void Executable::Run() {
  for (const Step& step : steps_) {
    step.kernel->Run({step.inputs.data(), step.outputs.data(), step.scratch});
  }
  for (const CopyStep& copy : copies_) {
    std::memcpy(copy.to, copy.from, copy.bytes);
  }
}

void Executable::RunTimed(std::vector<double>* seconds) {
  using Clock = std::chrono::steady_clock;
  seconds->resize(steps_.size(), 0.0);
  Clock::time_point before = Clock::now();
  for (size_t i = 0; i < steps_.size(); ++i) {
    const Step& step = steps_[i];
    step.kernel->Run({step.inputs.data(), step.outputs.data(), step.scratch});
    const Clock::time_point after = Clock::now();
    (*seconds)[i] += std::chrono::duration<double>(after - before).count();
    before = after;
  }
  for (const CopyStep& copy : copies_) {
    std::memcpy(copy.to, copy.from, copy.bytes);
  }
}

}  // namespace synfire
