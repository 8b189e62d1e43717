#include "graph/plan/usage.h"

#include <vector>

namespace synfire {
namespace {

using Share = int64_t MemoryUsage::*;

// What each buffer of the plan counts as.
std::vector<Share> Shares(const Graph& graph, const MemoryPlan& plan) {
  std::vector<Share> shares(plan.buffers.size(), &MemoryUsage::passing);
  std::vector<bool> updates(graph.num_nodes(), false);
  for (const Update& update : graph.updates()) {
    const NodeId producer = graph.value(update.value).producer;
    if (producer != kNone) updates[producer] = true;
  }
  for (NodeId id = 0; id < graph.num_nodes(); ++id) {
    if (!updates[id]) continue;
    for (ValueId input : graph.node(id).inputs) {
      if (input == kNone || plan.buffer_of[input] == kNone) continue;
      shares[plan.buffer_of[input]] = &MemoryUsage::gradients;
    }
  }
  const ValueId loss = graph.FindOutput("loss");
  const NodeId end = loss == kNone ? kNone : graph.value(loss).producer;
  for (size_t i = 0; i < shares.size(); ++i) {
    const Lifetime& buffer = plan.buffers[i];
    if (end != kNone && buffer.first <= end && buffer.last > end) {
      shares[i] = &MemoryUsage::kept;
    }
  }
  for (ValueId id = 0; id < graph.num_values(); ++id) {
    if (graph.value(id).role == Role::kInput) {
      shares[plan.buffer_of[id]] = &MemoryUsage::inputs;
    }
  }
  for (int scratch : plan.scratch_of) {
    if (scratch != kNone) shares[scratch] = &MemoryUsage::scratch;
  }
  return shares;
}

NodeId FullestMoment(const Graph& graph, const MemoryPlan& plan) {
  std::vector<int64_t> change(graph.num_nodes() + 2, 0);
  for (const Lifetime& buffer : plan.buffers) {
    change[buffer.first] += ArenaAligned(buffer.bytes);
    change[buffer.last + 1] -= ArenaAligned(buffer.bytes);
  }
  int64_t live = 0, most = -1;
  NodeId fullest = 0;
  for (NodeId id = 0; id <= graph.num_nodes(); ++id) {
    live += change[id];
    if (live <= most) continue;
    most = live;
    fullest = id;
  }
  return fullest;
}

}  // namespace

MemoryUsage UsageOf(const Graph& graph, const MemoryPlan& plan) {
  MemoryUsage usage;
  for (ValueId id = 0; id < graph.num_values(); ++id) {
    const Value& value = graph.value(id);
    const int64_t bytes = BytesOf(value.type, graph.steps(), Form::kPlain);
    if (value.role == Role::kParameter) usage.parameters += bytes;
    if (value.role == Role::kState) usage.states += bytes;
  }
  const NodeId moment = FullestMoment(graph, plan);
  usage.moment = moment < graph.num_nodes() ? graph.node(moment).name
                                            : std::string("the end");
  const std::vector<Share> shares = Shares(graph, plan);
  for (size_t i = 0; i < shares.size(); ++i) {
    const Lifetime& buffer = plan.buffers[i];
    if (buffer.first > moment || buffer.last < moment) continue;
    usage.*shares[i] += ArenaAligned(buffer.bytes);
  }
  return usage;
}

}  // namespace synfire
