#include "graph/op/registry.h"

namespace synfire {
namespace {

KernelOrRefusal MakeReference(const KernelProblem& problem) {
  return MakeFunctionKernel(problem, problem.op->reference());
}

}  // namespace

void OpRegistry::Add(OpDef op) {
  SYNFIRE_CHECK(op.reference() != nullptr);
  const std::string name = op.name();
  const bool inserted =
      ops_.emplace(name, std::make_unique<const OpDef>(std::move(op))).second;
  SYNFIRE_CHECK(inserted);
}

void OpRegistry::AddKernel(KernelCandidate candidate) {
  SYNFIRE_CHECK(Find(candidate.op) != nullptr);
  kernels_.push_back(std::move(candidate));
}

const OpDef* OpRegistry::Find(absl::string_view name) const {
  const auto it = ops_.find(name);
  return it == ops_.end() ? nullptr : it->second.get();
}

std::vector<std::string> OpRegistry::names() const {
  std::vector<std::string> names;
  for (const auto& entry : ops_) names.push_back(entry.first);
  return names;
}

std::vector<KernelCandidate> OpRegistry::Candidates(
    absl::string_view op, absl::string_view device) const {
  std::vector<KernelCandidate> candidates;
  for (const KernelCandidate& kernel : kernels_) {
    if (kernel.op == op && kernel.device == device) {
      candidates.push_back(kernel);
    }
  }
  if (device == kCpu) {
    candidates.push_back({std::string(op), "reference", MakeReference});
  }
  return candidates;
}

}  // namespace synfire
