// The nodes of a network gathered by what a person would look for: a layer,
// an op, the kernel that computes it; with what it has to do at least.
#ifndef SYNFIRE_TOOLS_BENCH_KERNEL_GROUPS_H_
#define SYNFIRE_TOOLS_BENCH_KERNEL_GROUPS_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "graph/compile.h"
#include "tools/bench/machine_peak.h"

namespace synfire {

// What the runs of a node's kernel were, counted over the measured steps.
struct NodeRuns {
  double seconds = 0;
  int count = 0;
  std::map<std::string, int> ways;  // of KernelRun; empty: it has one
  double density = 0, work = 0;     // sums over the runs that have ways
  bool denser = false;              // any run's

  void Add(const std::optional<KernelRun>& run);
  NodeRuns& operator+=(const NodeRuns& other);
};

struct KernelGroup {
  // The path of the layer in the model whose forward, backward or update this
  // is; the node's name where it is of no layer, such as "loss".
  std::string layer;
  // Of a convolution and the neuron that has it make its input: both, with
  // " + " between.
  std::string op, kernel;
  int nodes = 0;       // such a pair is one
  Work work;           // of the dense computation
  double seconds = 0;  // a step
  // Where the kernel decides by its input: each way with its share of the
  // runs, "lists" or "lists 75 %, onednn:direct 25 %"; "" where it does not.
  std::string ways;
  // The mean share of the input that the kernels counted as not zero.
  std::optional<double> density;
  bool denser = false;  // some stopped counting there
  // Of each of them: the work that its runs did, on average.
  std::vector<Work> done;

  // The sum over the nodes; `by` is that of the most of it.
  Bound AtBest(const MachinePeak& peak) const;
  // The bound over the time: 1 at the limit, above it where an algorithm saves
  // operations.  None without a peak, or where the clock saw no time pass.
  std::optional<double> BoundRatio(const MachinePeak* peak) const;
};

// Of one run of a node whose kernel takes and makes its arguments as `choice`
// says; what is deferred stays in a cache.
Work WorkOf(const Graph& graph, const Node& node, const KernelChoice& choice);

// Of one run of the network.
Work TotalWork(const Executable& executable);

// The groups in the order of their first nodes.  `runs` has one entry a node.
std::vector<KernelGroup> GroupKernels(const Network& network,
                                      const std::vector<NodeRuns>& runs);

// The layer that a node of this name belongs to, of `layers`:
//   "stage1.conv", "d.stage1.conv.1", "stage1.conv.weight", "stage1.conv@3"
// are all of stage1.conv.  Where none fits, the name without "d.", ".1" and
// "@3".
std::string LayerOfNode(const std::string& node,
                        const std::vector<ImportedLayer>& layers);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_BENCH_KERNEL_GROUPS_H_
