// Runs a network on given numbers and keeps all that it says.
#ifndef SYNFIRE_TESTS_GRAPH_NETWORK_RUN_H_
#define SYNFIRE_TESTS_GRAPH_NETWORK_RUN_H_

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/status.h"
#include "graph/compile.h"

namespace synfire {

// Elements for the input or variable `name`, in all time steps, row-major with
// time outermost.
using Filler =
    std::function<std::vector<double>(const std::string& name, const Type&)>;

struct NetworkRun {
  // Of the last run.
  std::map<std::string, std::vector<double>> outputs;  // f32 or f64
  std::map<std::string, int64_t> counts;               // "spikes:PATH", ...
  // After the last run.
  std::map<std::string, std::vector<double>> variables;
  // T*N*... of each neuron layer.
  std::map<std::string, int64_t> neuron_steps;
};

// Compiles for TestDevice(), sets variables and inputs, and runs `runs` times; an input "step"
// counts the runs from 0 whatever `inputs` says.  Where `variables` is null
// they stay as their initialisers made them.
absl::StatusOr<NetworkRun> RunNetwork(const ModelText& model,
                                      const CompileOptions& options,
                                      const Filler& variables,
                                      const Filler& inputs, int runs = 1);

}  // namespace synfire

#endif  // SYNFIRE_TESTS_GRAPH_NETWORK_RUN_H_
