#include "graph/op/deferred.h"

#include <utility>

namespace synfire {
namespace {

class AtOnce : public Kernel {
 public:
  explicit AtOnce(std::unique_ptr<Kernel> kernel)
      : kernel_(std::move(kernel)) {}

  size_t scratch_bytes() const override { return kernel_->scratch_bytes(); }
  void Run(const KernelArgs& args) override {
    *args.Output<Deferred>(0) = {nullptr, {}};
    void* const elements = args.Output<char>(0) + kDeferredHeader;
    kernel_->Run({args.inputs, &elements, args.scratch, args.stream});
  }
  std::optional<KernelRun> LastRun() const override {
    return kernel_->LastRun();
  }
  std::string Plan() const override { return kernel_->Plan(); }

 private:
  const std::unique_ptr<Kernel> kernel_;
};

}  // namespace

std::unique_ptr<Kernel> MakeAtOnce(std::unique_ptr<Kernel> kernel) {
  return std::make_unique<AtOnce>(std::move(kernel));
}

}  // namespace synfire
