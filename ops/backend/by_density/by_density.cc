#include "ops/backend/by_density/by_density.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "graph/op/deferred.h"
#include "ops/backend/by_density/dense.h"

namespace synfire {
namespace {

class ByDensity : public Kernel {
 public:
  ByDensity(std::unique_ptr<SpikeKernel> spikes, std::unique_ptr<Kernel> dense)
      : spikes_(std::move(spikes)), dense_(std::move(dense)) {}

  size_t scratch_bytes() const override {
    return std::max(spikes_->scratch_bytes(), dense_->scratch_bytes());
  }
  void Run(const KernelArgs& args) override {
    listed_ = spikes_->Run(args);
    if (!listed_) dense_->Run(args);
  }
  std::optional<KernelRun> LastRun() const override {
    const double density = spikes_->density();
    if (listed_) return KernelRun{"lists", density, false, density};
    std::optional<KernelRun> run = dense_->LastRun();
    run->density = density;
    run->denser = true;
    return run;
  }

 private:
  const std::unique_ptr<SpikeKernel> spikes_;
  const std::unique_ptr<Kernel> dense_;  // its LastRun names it
  bool listed_ = false;
};

}  // namespace

std::unique_ptr<Kernel> ListsOrDense(std::unique_ptr<SpikeKernel> spikes,
                                     std::unique_ptr<Kernel> dense) {
  return std::make_unique<ByDensity>(std::move(spikes), std::move(dense));
}

KernelOrRefusal MakeByDensity(const KernelProblem& problem, Isa isa,
                              std::unique_ptr<SpikeKernel> spikes) {
  const bool deferred = problem.outputs[0].form == Form::kDeferred;
  KernelProblem at_once = problem;
  if (deferred) at_once.outputs[0].form = Form::kPlain;
  SYNFIRE_ASSIGN_OR_RETURN(
      std::unique_ptr<Kernel> dense,
      MakeDense(at_once,
                ForIsa(isa, portable::kLoops, avx2::kLoops, avx512::kLoops)));
  if (deferred) dense = MakeAtOnce(std::move(dense));
  return ListsOrDense(std::move(spikes), std::move(dense));
}

}  // namespace synfire
