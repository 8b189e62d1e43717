#include "tools/bench/kernel_groups.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "graph/op/op.h"
#include "ops/nn/operands/operands.h"

namespace synfire {
namespace {

Work operator+(const Work& a, const Work& b) {
  return {a.flops + b.flops, a.read + b.read, a.written + b.written,
          a.bf16_flops + b.bf16_flops};
}

// "lists 75 %, dense 25 %"
std::string SharesOf(const std::map<std::string, int>& ways) {
  if (ways.size() == 1) return ways.begin()->first;
  double total = 0;
  for (const auto& entry : ways) total += entry.second;
  std::vector<std::string> parts;
  for (const auto& [way, count] : ways) {
    parts.push_back(absl::StrFormat("%s %.0f %%", way, 100 * count / total));
  }
  return absl::StrJoin(parts, ", ");
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

// The nodes that run together with node `id`: a maker that defers its output,
// and the reader that has it make it.  None for the maker.
std::vector<NodeId> RunsAlong(const Graph& graph,
                              const std::vector<KernelChoice>& kernels,
                              NodeId id) {
  const std::vector<Form>& made = kernels[id].output_forms;
  if (!made.empty() && made[0] == Form::kDeferred) return {};
  const std::vector<Form>& read = kernels[id].input_forms;
  if (read.empty() || read[0] != Form::kDeferred) return {id};
  return {graph.value(graph.node(id).inputs[0]).producer, id};
}

}  // namespace

Work WorkOf(const Graph& graph, const Node& node, const KernelChoice& choice) {
  const KernelProblem problem = ProblemOf(graph, node);
  const auto bytes = [&](const Type& type, Form form) {
    if (form == Form::kDeferred) return 0.0;
    return static_cast<double>(BytesOf(type, problem.steps, form));
  };
  Work work;
  work.flops = static_cast<double>(node.op->FlopsOf(problem));
  if (node.attrs.Has("operands") && RoundsOperands(node.attrs)) {
    work.bf16_flops = work.flops;
  }
  for (size_t i = 0; i < problem.inputs.size(); ++i) {
    if (!problem.inputs[i].has_value()) continue;
    work.read += bytes(problem.inputs[i]->type, choice.input_forms[i]);
  }
  for (size_t i = 0; i < problem.outputs.size(); ++i) {
    work.written += bytes(problem.outputs[i].type, choice.output_forms[i]);
  }
  return work;
}

NodeRuns& NodeRuns::operator+=(const NodeRuns& other) {
  seconds += other.seconds;
  count += other.count;
  for (const auto& [way, runs] : other.ways) ways[way] += runs;
  density += other.density;
  work += other.work;
  denser = denser || other.denser;
  return *this;
}

void NodeRuns::Add(const std::optional<KernelRun>& run) {
  ++count;
  if (!run.has_value()) return;
  ++ways[run->way];
  density += run->density;
  work += run->work;
  denser = denser || run->denser;
}

Bound KernelGroup::AtBest(const MachinePeak& peak) const {
  std::map<std::string, double> seconds;
  Bound total;
  for (const Work& work : done) {
    const Bound bound = BoundOf(work, peak);
    total.seconds += bound.seconds;
    seconds[bound.by] += bound.seconds;
  }
  double most = -1;
  for (const auto& [by, share] : seconds) {
    if (share <= most) continue;
    most = share;
    total.by = by;
  }
  return total;
}

std::optional<double> KernelGroup::BoundRatio(const MachinePeak* peak) const {
  if (peak == nullptr || seconds == 0) return std::nullopt;
  return AtBest(*peak).seconds / seconds;
}

Work TotalWork(const Executable& executable) {
  Work total;
  const Graph& graph = executable.graph();
  for (NodeId id = 0; id < graph.num_nodes(); ++id) {
    total = total + WorkOf(graph, graph.node(id), executable.kernels()[id]);
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
                                      const std::vector<NodeRuns>& runs) {
  const Graph& graph = network.executable->graph();
  const std::vector<KernelChoice>& kernels = network.executable->kernels();
  std::vector<KernelGroup> groups;
  std::vector<NodeRuns> sums;  // of each group's nodes that have ways
  std::map<std::tuple<std::string, std::string, std::string>, size_t> indices;
  for (NodeId id = 0; id < graph.num_nodes(); ++id) {
    const std::vector<NodeId> nodes = RunsAlong(graph, kernels, id);
    if (nodes.empty()) continue;
    KernelGroup group;
    group.layer = LayerOfNode(graph.node(nodes[0]).name, network.layers);
    for (NodeId node : nodes) {
      const char* const plus = node == nodes[0] ? "" : " + ";
      absl::StrAppend(&group.op, plus, graph.node(node).op->name());
      absl::StrAppend(&group.kernel, plus, kernels[node].name);
    }
    const auto [it, is_new] = indices.try_emplace(
        std::make_tuple(group.layer, group.op, group.kernel), groups.size());
    if (is_new) {
      groups.push_back(std::move(group));
      sums.emplace_back();
    }
    KernelGroup& to = groups[it->second];
    Work done;
    for (NodeId node : nodes) {
      const NodeRuns& of = runs[node];
      Work work = WorkOf(graph, graph.node(node), kernels[node]);
      to.work = to.work + work;
      to.seconds += of.seconds / of.count;
      if (!of.ways.empty()) {
        work.flops *= of.work / of.count;
        work.bf16_flops *= of.work / of.count;
        sums[it->second] += of;
      }
      done = done + work;
    }
    ++to.nodes;
    to.done.push_back(done);
  }
  for (size_t i = 0; i < groups.size(); ++i) {
    if (sums[i].ways.empty()) continue;
    groups[i].ways = SharesOf(sums[i].ways);
    groups[i].density = sums[i].density / sums[i].count;
    groups[i].denser = sums[i].denser;
  }
  return groups;
}

}  // namespace synfire
