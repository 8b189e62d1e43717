#include "tools/bench/kernel_groups.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/strip.h"
#include "graph/op/op.h"

namespace synfire {
namespace {

Work WorkOf(const Graph& graph, const Node& node) {
  const KernelProblem problem = ProblemOf(graph, node);
  Work work;
  work.flops = static_cast<double>(node.op->FlopsOf(problem));
  const auto add = [&](const KernelArgument& argument) {
    work.bytes += static_cast<double>(
        BytesOf(argument.type, problem.steps, argument.form));
  };
  for (const auto& input : problem.inputs) {
    if (input.has_value()) add(*input);
  }
  for (const KernelArgument& output : problem.outputs) add(output);
  return work;
}

Work operator+(const Work& a, const Work& b) {
  return {a.flops + b.flops, a.bytes + b.bytes};
}

bool IsPartOf(absl::string_view name, absl::string_view path) {
  if (!absl::ConsumePrefix(&name, path)) return false;
  return name.empty() || (!absl::ascii_isalnum(name[0]) && name[0] != '_');
}

// "loss.1", a name that was taken, becomes "loss".
std::string WithoutCount(absl::string_view name) {
  const size_t dot = name.rfind('.');
  const absl::string_view count = name.substr(std::min(dot, name.size()));
  int number = 0;
  return std::string(absl::SimpleAtoi(absl::StripPrefix(count, "."), &number)
                         ? name.substr(0, dot)
                         : name);
}

}  // namespace

double Work::Bound(const MachinePeak& peak) const {
  return std::max(flops / peak.flops_per_second, bytes / peak.bytes_per_second);
}

std::optional<double> KernelGroup::BoundRatio(const MachinePeak* peak) const {
  if (peak == nullptr || seconds == 0) return std::nullopt;
  return work.Bound(*peak) / seconds;
}

Work TotalWork(const Graph& graph) {
  Work total;
  for (NodeId id = 0; id < graph.num_nodes(); ++id) {
    total = total + WorkOf(graph, graph.node(id));
  }
  return total;
}

std::string LayerOfNode(const std::string& node,
                        const std::vector<ImportedLayer>& layers) {
  const absl::string_view name = absl::StripPrefix(node, "d.");
  absl::string_view longest;
  for (const ImportedLayer& layer : layers) {
    if (layer.path.size() > longest.size() && IsPartOf(name, layer.path)) {
      longest = layer.path;
    }
  }
  return longest.empty() ? WithoutCount(name.substr(0, name.find('@')))
                         : std::string(longest);
}

std::vector<KernelGroup> GroupKernels(const Network& network,
                                      const std::vector<double>& seconds) {
  const Graph& graph = network.executable->graph();
  std::vector<KernelGroup> groups;
  std::map<std::tuple<std::string, std::string, std::string>, size_t> indices;
  for (NodeId id = 0; id < graph.num_nodes(); ++id) {
    const Node& node = graph.node(id);
    KernelGroup group;
    group.layer = LayerOfNode(node.name, network.layers);
    group.op = node.op->name();
    group.kernel = network.executable->kernels()[id].name;
    const auto [it, is_new] = indices.try_emplace(
        std::make_tuple(group.layer, group.op, group.kernel), groups.size());
    if (is_new) groups.push_back(std::move(group));
    KernelGroup& to = groups[it->second];
    ++to.nodes;
    to.work = to.work + WorkOf(graph, node);
    to.seconds += seconds[id];
  }
  return groups;
}

}  // namespace synfire
