#include "graph/passes/fuse_norm.h"

#include <map>
#include <utility>
#include <vector>

#include "graph/passes/rewrite.h"

namespace synfire {
namespace {

// Ports of batch_norm and norm_apply, of batch_norm_grad, and of what they
// become.
enum NormPort { kX, kScale, kShift, kGivenMean, kGivenVariance };
enum NormGradPort { kDz, kGradX, kGradScale, kGradMean, kGradVariance };

// A norm and the scans that are to read its input themselves.
struct Match {
  NodeId norm = kNone;
  std::vector<NodeId> scans;
  NodeId scan_grad = kNone;  // and with it
  NodeId norm_grad = kNone;
};

class Matcher {
 public:
  explicit Matcher(const Graph& graph)
      : graph_(graph),
        readers_(graph.num_values()),
        kept_(graph.num_values(), false) {
    for (NodeId id = 0; id < graph.num_nodes(); ++id) {
      for (ValueId input : graph.node(id).inputs) {
        if (input != kNone) readers_[input].push_back(id);
      }
    }
    for (const NamedOutput& output : graph.outputs()) {
      kept_[output.value] = true;
    }
    for (const Update& update : graph.updates()) kept_[update.value] = true;
  }

  std::vector<Match> Run() const {
    std::vector<Match> matches;
    for (NodeId id = 0; id < graph_.num_nodes(); ++id) {
      const std::string& op = graph_.node(id).op->name();
      Match match;
      match.norm = id;
      if ((op == "batch_norm" || op == "norm_apply") && Fits(&match)) {
        matches.push_back(std::move(match));
      }
    }
    return matches;
  }

 private:
  bool Fits(Match* match) const {
    const Node& norm = graph_.node(match->norm);
    const ValueId z = norm.outputs[0];
    if (kept_[z]) return false;
    for (NodeId reader : readers_[z]) {
      const Node& scan = graph_.node(reader);
      const auto& ports = scan.op->normalises();
      if (!ports || scan.inputs[0] != z) return false;
      if (ports->d_slope < 0) {
        match->scans.push_back(reader);
      } else if (match->scan_grad == kNone) {
        match->scan_grad = reader;
      } else {
        return false;
      }
    }
    return match->scan_grad == kNone ? !match->scans.empty()
                                     : HasGradient(norm, match);
  }

  // Whether the scan's gradient goes to the norm's gradient and nowhere else.
  bool HasGradient(const Node& norm, Match* match) const {
    const ValueId dz = graph_.node(match->scan_grad).outputs[0];
    if (kept_[dz] || readers_[dz].size() != 1) return false;
    match->norm_grad = readers_[dz].front();
    const Node& grad = graph_.node(match->norm_grad);
    return grad.op->name() == "batch_norm_grad" && grad.inputs[kDz] == dz &&
           grad.inputs[kGradX] == norm.inputs[kX] &&
           grad.inputs[kGradScale] == norm.inputs[kScale];
  }

  const Graph& graph_;
  std::vector<std::vector<NodeId>> readers_;  // by value; a node once a port
  std::vector<bool> kept_;                    // by value: beyond the nodes
};

class Fuser {
 public:
  Fuser(const Graph& from, std::vector<Match> matches)
      : from_(from), rewriter_(from), matches_(std::move(matches)) {
    for (const Match& match : matches_) {
      role_[match.norm] = {&match, &Fuser::MakeFactors};
      for (NodeId scan : match.scans) role_[scan] = {&match, &Fuser::MakeScan};
      if (match.scan_grad == kNone) continue;
      role_[match.scan_grad] = {&match, &Fuser::MakeScan};
      role_[match.norm_grad] = {&match, &Fuser::MakeInputGrad};
    }
  }

  absl::StatusOr<Graph> Run() {
    SYNFIRE_RETURN_IF_ERROR(rewriter_.CopySources());
    for (NodeId id = 0; id < from_.num_nodes(); ++id) {
      const auto it = role_.find(id);
      if (it == role_.end()) {
        SYNFIRE_RETURN_IF_ERROR(rewriter_.CopyNode(id));
      } else {
        SYNFIRE_RETURN_IF_ERROR(
            (this->*it->second.make)(*it->second.match, id));
      }
    }
    SYNFIRE_RETURN_IF_ERROR(rewriter_.CopyResults());
    return std::move(rewriter_.to());
  }

 private:
  using Make = absl::Status (Fuser::*)(const Match&, NodeId);
  struct Role {
    const Match* match;
    Make make;
  };
  // The inputs of the scans: mean, slope, offset.
  using Factors = std::vector<ValueId>;

  ValueId New(const Node& node, int input) const {
    return rewriter_.Mapped(node.inputs[input]);
  }

  absl::Status MakeFactors(const Match& match, NodeId) {
    const Node& norm = from_.node(match.norm);
    Graph& to = rewriter_.to();
    if (norm.op->name() == "norm_apply") {
      SYNFIRE_ASSIGN_OR_RETURN(
          const NodeId factors,
          to.AddNode("norm_factors", norm.name,
                     {New(norm, kScale), New(norm, kShift),
                      New(norm, kGivenMean), New(norm, kGivenVariance)},
                     norm.attrs,
                     {norm.name + ".slope", norm.name + ".offset"}));
      const std::vector<ValueId>& made = to.node(factors).outputs;
      factors_[match.norm] = {New(norm, kGivenMean), made[0], made[1]};
      return absl::OkStatus();
    }
    SYNFIRE_ASSIGN_OR_RETURN(
        const NodeId moments,
        to.AddNode("norm_moments", norm.name,
                   {New(norm, kX), New(norm, kScale), New(norm, kShift)},
                   norm.attrs,
                   {from_.value(norm.outputs[1]).name,
                    from_.value(norm.outputs[2]).name, norm.name + ".slope",
                    norm.name + ".offset"}));
    const std::vector<ValueId>& made = to.node(moments).outputs;
    rewriter_.Map(norm.outputs[1], made[0]);
    rewriter_.Map(norm.outputs[2], made[1]);
    factors_[match.norm] = {made[0], made[2], made[3]};
    return absl::OkStatus();
  }

  // Forward or backward.
  absl::Status MakeScan(const Match& match, NodeId id) {
    const Node& scan = from_.node(id);
    const NormPorts ports = *scan.op->normalises();
    std::vector<ValueId> inputs;
    for (ValueId input : scan.inputs) inputs.push_back(rewriter_.Mapped(input));
    inputs[0] = New(from_.node(match.norm), kX);
    inputs.resize(ports.mean, kNone);
    const Factors& factors = factors_.at(match.norm);
    inputs.insert(inputs.end(), factors.begin(), factors.end());
    return rewriter_.CopyNode(id, inputs);
  }

  absl::Status MakeInputGrad(const Match& match, NodeId id) {
    const Node& scan = from_.node(match.scan_grad);
    const Node& grad = from_.node(id);
    const int d_slope = scan.op->normalises()->d_slope;
    std::vector<ValueId> inputs;
    for (ValueId input : grad.inputs) inputs.push_back(rewriter_.Mapped(input));
    inputs.push_back(rewriter_.Mapped(scan.outputs[d_slope]));
    inputs.push_back(rewriter_.Mapped(scan.outputs[d_slope + 1]));
    return rewriter_.CopyNode(id, inputs, "norm_input_grad");
  }

  const Graph& from_;
  Rewriter rewriter_;
  const std::vector<Match> matches_;
  std::map<NodeId, Role> role_;
  std::map<NodeId, Factors> factors_;  // by norm
};

}  // namespace

absl::StatusOr<bool> FuseNorm(Graph* graph) {
  std::vector<Match> matches = Matcher(*graph).Run();
  if (matches.empty()) return false;
  SYNFIRE_ASSIGN_OR_RETURN(Graph fused,
                           Fuser(*graph, std::move(matches)).Run());
  *graph = std::move(fused);
  return true;
}

}  // namespace synfire
