// The variables of a model: parameters, running statistics, optimizer states.
// Shared by every executable of that model; owned here.
#ifndef SYNFIRE_GRAPH_EXEC_VARIABLES_H_
#define SYNFIRE_GRAPH_EXEC_VARIABLES_H_

#include <map>
#include <string>
#include <vector>

#include "core/buffer.h"
#include "core/status.h"
#include "graph/ir/graph.h"
#include "graph/op/layer.h"

namespace synfire {

struct Variable {
  std::string name;
  Role role;
  Type type;
  Buffer buffer;
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

  // The elements as f64, and the reverse.  REQUIRES: the size is right.
  static std::vector<double> Read(const Variable& variable);
  static void Write(const std::vector<double>& elements, Variable* variable);

 private:
  std::map<std::string, Variable, std::less<>> variables_;
  std::vector<Variable*> order_;
};

// Whether one run may use both networks: the variables that they share are of
// one type.  Allocates nothing.
absl::Status ExpectSameVariables(const Graph& one, const Graph& other);

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_EXEC_VARIABLES_H_
