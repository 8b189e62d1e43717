// The variables of a model: parameters, running statistics, optimizer states.
// Shared by every executable of that model; owned here.
//
// Where steps run on a device, each variable has memory there too, and one of
// the two holds what is newest.  It is brought to the device before a step that
// follows a Write, and to the host when Fetch asks for it; never in between.
#ifndef SYNFIRE_GRAPH_EXEC_VARIABLES_H_
#define SYNFIRE_GRAPH_EXEC_VARIABLES_H_

#include <map>
#include <string>
#include <vector>

#include "core/buffer.h"
#include "core/device_buffer.h"
#include "core/status.h"
#include "graph/ir/graph.h"
#include "graph/op/layer.h"

namespace synfire {

struct Variable {
  std::string name;
  Role role;
  Type type;
  Buffer buffer;              // the host's
  void* on_device = nullptr;  // null: there is no device
  // Which of the two is not what it should be.
  bool host_is_old = false, device_is_old = false;

  int64_t bytes() const { return BytesOf(type, /*steps=*/1, Form::kPlain); }
};

// Not thread-safe; pointers to variables stay valid.
class VariableStore {
 public:
  // Adds the variables of `graph` that are not there yet and fills them by
  // their initialisers, keyed by (seed, name).  An error names a variable that
  // exists with another type, or an initialiser that is not valid.
  absl::Status AddFrom(const Graph& graph, const Catalog& catalog,
                       uint64_t seed);

  // Null where there is none.
  Variable* Find(absl::string_view name);
  const Variable* Find(absl::string_view name) const;
  // In the order in which they were added.
  const std::vector<Variable*>& all() const { return order_; }

  // Gives the variables that have none memory on `device`, which outlives this;
  // all variables of a store are on one.  ResourceExhausted, with the bytes,
  // where it has not so much.
  absl::Status UseDevice(Device* device);
  int64_t BytesNotOnDevice() const;  // that UseDevice would take
  // Brings what the host wrote to the device, and what steps on the device made
  // of the variables to the host.  Both wait for the device where there is
  // anything to bring, and only there.
  absl::Status Upload();
  absl::Status Fetch();

  // The elements as f64, and the reverse.  REQUIRE: the size is right; for
  // Read, no step on a device since the last Fetch.
  static std::vector<double> Read(const Variable& variable);
  static void Write(const std::vector<double>& elements, Variable* variable);

 private:
  std::map<std::string, Variable, std::less<>> variables_;
  std::vector<Variable*> order_;
  Device* device_ = nullptr;
  std::vector<DeviceBuffer> on_device_;  // one for each UseDevice
};

// Whether one run may use both networks: the variables that they share are of
// one type.  Allocates nothing.
absl::Status ExpectSameVariables(const Graph& one, const Graph& other);

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_EXEC_VARIABLES_H_
