// The ops and kernels a program knows.  Built once by an explicit list
// (ops/all_ops.h), then immutable and shared by threads.
#ifndef SYNFIRE_GRAPH_OP_REGISTRY_H_
#define SYNFIRE_GRAPH_OP_REGISTRY_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "graph/op/kernel.h"
#include "graph/op/op.h"

namespace synfire {

class OpRegistry {
 public:
  // REQUIRES: no op of that name yet; a shape rule and a reference kernel.
  void Add(OpDef op);
  // Appends a candidate: those added first are preferred.  The reference
  // kernel of an op is always last and is not added here.
  void AddKernel(KernelCandidate candidate);

  // Null where there is none.  The pointer stays valid.
  const OpDef* Find(absl::string_view name) const;
  std::vector<std::string> names() const;
  // Those of a kind of device, best first, the reference last: it computes on
  // the CPU.
  std::vector<KernelCandidate> Candidates(
      absl::string_view op, absl::string_view device = kCpu) const;

 private:
  std::map<std::string, std::unique_ptr<const OpDef>, std::less<>> ops_;
  std::vector<KernelCandidate> kernels_;
};

}  // namespace synfire

#endif  // SYNFIRE_GRAPH_OP_REGISTRY_H_
