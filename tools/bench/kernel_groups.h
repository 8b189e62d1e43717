// The nodes of a network gathered by what a person would look for: a layer,
// an op, the kernel that computes it; with what it has to do at least.
#ifndef SYNFIRE_TOOLS_BENCH_KERNEL_GROUPS_H_
#define SYNFIRE_TOOLS_BENCH_KERNEL_GROUPS_H_

#include <optional>
#include <string>
#include <vector>

#include "graph/compile.h"
#include "tools/bench/machine_peak.h"

namespace synfire {

// Work, whatever the algorithm: operations of the dense computation, and the
// bytes of all arguments, each read or written once.
struct Work {
  double flops = 0;
  double bytes = 0;

  // No kernel that does all of this from main memory is faster:
  // max(flops / peak flops, bytes / peak bytes) in seconds.
  double Bound(const MachinePeak& peak) const;
};

struct KernelGroup {
  // The path of the layer in the model whose forward, backward or update this
  // is; the node's name where it is of no layer, such as "loss".
  std::string layer;
  std::string op, kernel;
  int nodes = 0;
  Work work;
  double seconds = 0;

  // The bound over the time: 1 at the limit, above where the data stay in a
  // cache.  None without a peak, or where the clock saw no time pass.
  std::optional<double> BoundRatio(const MachinePeak* peak) const;
};

// Of one run of the network.
Work TotalWork(const Graph& graph);

// The groups in the order of their first nodes.  `seconds` has one number a
// node.
std::vector<KernelGroup> GroupKernels(const Network& network,
                                      const std::vector<double>& seconds);

// The layer that a node of this name belongs to, of `layers`:
//   "stage1.conv", "d.stage1.conv.1", "stage1.conv.weight", "stage1.conv@3"
// are all of stage1.conv.  Where none fits, the name without "d.", ".1" and
// "@3".
std::string LayerOfNode(const std::string& node,
                        const std::vector<ImportedLayer>& layers);

}  // namespace synfire

#endif  // SYNFIRE_TOOLS_BENCH_KERNEL_GROUPS_H_
