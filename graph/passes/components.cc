#include "graph/passes/components.h"

#include <algorithm>

namespace synfire {
namespace {

struct Frame {
  NodeId node;
  size_t next_input;
};

class Tarjan {
 public:
  explicit Tarjan(const Graph& graph)
      : graph_(graph),
        index_(graph.num_nodes(), -1),
        low_(graph.num_nodes(), 0),
        on_stack_(graph.num_nodes(), false) {}

  std::vector<Component> Run() {
    for (NodeId id = 0; id < graph_.num_nodes(); ++id) {
      if (index_[id] < 0) Visit(id);
    }
    return std::move(components_);
  }

 private:
  void Open(NodeId id) {
    index_[id] = low_[id] = counter_++;
    on_stack_[id] = true;
    stack_.push_back(id);
    frames_.push_back({id, 0});
  }

  void Visit(NodeId root) {
    Open(root);
    while (!frames_.empty()) {
      Frame& frame = frames_.back();
      const std::vector<ValueId>& inputs = graph_.node(frame.node).inputs;
      if (frame.next_input < inputs.size()) {
        const ValueId input = inputs[frame.next_input++];
        const NodeId to = input == kNone ? kNone : graph_.value(input).producer;
        if (to == kNone) continue;
        if (index_[to] < 0) {
          Open(to);
        } else if (on_stack_[to]) {
          low_[frame.node] = std::min(low_[frame.node], index_[to]);
        }
        continue;
      }
      const NodeId done = frame.node;
      frames_.pop_back();
      if (!frames_.empty()) {
        NodeId& parent = frames_.back().node;
        low_[parent] = std::min(low_[parent], low_[done]);
      }
      if (low_[done] == index_[done]) Close(done);
    }
  }

  // Every component that `root` reads has been closed before.
  void Close(NodeId root) {
    Component component;
    NodeId id;
    do {
      id = stack_.back();
      stack_.pop_back();
      on_stack_[id] = false;
      component.nodes.push_back(id);
    } while (id != root);
    std::sort(component.nodes.begin(), component.nodes.end());
    component.loop = component.nodes.size() > 1 || ReadsItself(root);
    components_.push_back(std::move(component));
  }

  bool ReadsItself(NodeId id) const {
    for (ValueId input : graph_.node(id).inputs) {
      if (input != kNone && graph_.value(input).producer == id) return true;
    }
    return false;
  }

  const Graph& graph_;
  std::vector<int> index_, low_;
  std::vector<bool> on_stack_;
  std::vector<NodeId> stack_;
  std::vector<Frame> frames_;
  std::vector<Component> components_;
  int counter_ = 0;
};

}  // namespace

std::vector<Component> StronglyConnectedComponents(const Graph& graph) {
  return Tarjan(graph).Run();
}

}  // namespace synfire
