#include "graph/exec/variables.h"

#include "graph/op/real.h"

namespace synfire {
namespace {

absl::Status Initialise(const Value& value, const Catalog& catalog,
                        uint64_t seed, Variable* variable) {
  SYNFIRE_ASSIGN_OR_RETURN(const Call call, Call::Parse(value.init));
  const auto init = catalog.inits.find(call.name);
  if (init == catalog.inits.end()) {
    std::vector<std::string> names;
    for (const auto& entry : catalog.inits) names.push_back(entry.first);
    return UserError("'", call.name, "' is no initialiser",
                     Suggestion(call.name, names));
  }
  SYNFIRE_ASSIGN_OR_RETURN(const Attrs attrs,
                           init->second.schema.Bind(call, {}));
  // New memory is zero, and untouched pages cost nothing.
  if (call.name == "constant" && attrs.Float("value") == 0) {
    return absl::OkStatus();
  }
  const RandomKey key = MakeRandomKey(seed, absl::StrCat("init/", value.name));
  if (value.type.dtype == DType::kF32) {
    init->second.fill(attrs, value.type.shape, key,
                      variable->buffer.as<float>());
    return absl::OkStatus();
  }
  std::vector<float> elements(value.type.shape.size());
  init->second.fill(attrs, value.type.shape, key, elements.data());
  VariableStore::Write({elements.begin(), elements.end()}, variable);
  return absl::OkStatus();
}

// Each variable starts where any kernel may want it to.
int64_t Aligned(int64_t bytes) {
  constexpr int64_t kAlignment = 256;
  return (bytes + kAlignment - 1) / kAlignment * kAlignment;
}

bool IsVariable(const Value& value) {
  return value.role == Role::kParameter || value.role == Role::kState;
}

// `type`: of the variable of that name in a network that is already there.
absl::Status ExpectSame(const Type& type, const Value& value,
                        const Graph& graph) {
  if (type == value.type) return absl::OkStatus();
  return UserError("variable '", value.name, "' is ", type.ToString(),
                   " in one network and ", value.type.ToString(),
                   " in another, of ", graph.steps(),
                   " time steps; networks of one run share their variables");
}

}  // namespace

absl::Status ExpectSameVariables(const Graph& one, const Graph& other) {
  for (ValueId id = 0; id < other.num_values(); ++id) {
    const Value& value = other.value(id);
    const ValueId shared =
        IsVariable(value) ? one.FindValue(value.name) : kNone;
    if (shared == kNone) continue;
    SYNFIRE_RETURN_IF_ERROR(ExpectSame(one.type(shared), value, other));
  }
  return absl::OkStatus();
}

absl::Status VariableStore::AddFrom(const Graph& graph, const Catalog& catalog,
                                    uint64_t seed) {
  for (ValueId id = 0; id < graph.num_values(); ++id) {
    const Value& value = graph.value(id);
    if (!IsVariable(value)) continue;
    if (const Variable* existing = Find(value.name)) {
      SYNFIRE_RETURN_IF_ERROR(ExpectSame(existing->type, value, graph));
      continue;
    }
    Variable variable{value.name, value.role, value.type, Buffer()};
    SYNFIRE_ASSIGN_OR_RETURN(variable.buffer,
                             Buffer::Allocate(variable.bytes()));
    SYNFIRE_RETURN_IF_ERROR(
        Annotate(Initialise(value, catalog, seed, &variable),
                 absl::StrCat("variable '", value.name, "': ")));
    order_.push_back(
        &variables_.emplace(value.name, std::move(variable)).first->second);
  }
  return absl::OkStatus();
}

Variable* VariableStore::Find(absl::string_view name) {
  const auto it = variables_.find(name);
  return it == variables_.end() ? nullptr : &it->second;
}

const Variable* VariableStore::Find(absl::string_view name) const {
  const auto it = variables_.find(name);
  return it == variables_.end() ? nullptr : &it->second;
}

int64_t VariableStore::BytesNotOnDevice() const {
  int64_t bytes = 0;
  for (const Variable* variable : order_) {
    if (variable->on_device == nullptr) bytes += Aligned(variable->bytes());
  }
  return bytes;
}

absl::Status VariableStore::UseDevice(Device* device) {
  SYNFIRE_CHECK(device_ == nullptr || device_ == device);
  device_ = device;
  const int64_t bytes = BytesNotOnDevice();
  if (bytes == 0) return absl::OkStatus();
  SYNFIRE_ASSIGN_OR_RETURN(DeviceBuffer memory,
                           DeviceBuffer::Allocate(device, bytes));
  char* next = memory.data();
  for (Variable* variable : order_) {
    if (variable->on_device != nullptr) continue;
    variable->on_device = next;
    variable->device_is_old = true;
    next += Aligned(variable->bytes());
  }
  on_device_.push_back(std::move(memory));
  return absl::OkStatus();
}

absl::Status VariableStore::Upload() {
  for (Variable* variable : order_) {
    if (!variable->device_is_old) continue;
    SYNFIRE_RETURN_IF_ERROR(device_->Upload(
        variable->on_device, variable->buffer.data(), variable->bytes()));
    variable->device_is_old = false;
  }
  return absl::OkStatus();
}

absl::Status VariableStore::Fetch() {
  for (Variable* variable : order_) {
    if (!variable->host_is_old) continue;
    SYNFIRE_RETURN_IF_ERROR(device_->Download(
        variable->buffer.data(), variable->on_device, variable->bytes()));
    variable->host_is_old = false;
  }
  return absl::OkStatus();
}

std::vector<double> VariableStore::Read(const Variable& variable) {
  SYNFIRE_CHECK(!variable.host_is_old);
  std::vector<double> elements(variable.type.shape.size());
  VisitReal(variable.type.dtype, [&](auto real) {
    const auto* in = variable.buffer.as<decltype(real)>();
    for (size_t i = 0; i < elements.size(); ++i) elements[i] = in[i];
  });
  return elements;
}

void VariableStore::Write(const std::vector<double>& elements,
                          Variable* variable) {
  SYNFIRE_CHECK(static_cast<int64_t>(elements.size()) ==
                variable->type.shape.size());
  VisitReal(variable->type.dtype, [&](auto real) {
    auto* out = variable->buffer.as<decltype(real)>();
    for (size_t i = 0; i < elements.size(); ++i) {
      out[i] = static_cast<decltype(real)>(elements[i]);
    }
  });
  variable->host_is_old = false;
  variable->device_is_old = variable->on_device != nullptr;
}

}  // namespace synfire
